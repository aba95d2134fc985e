"""A set as a workbook (XLSX): one sheet for what there is one of, and one for every list; without formulas."""
