"""The questionnaire as a document (DOCX) and as a workbook (XLSX): out, and back as a proposal."""
