"""What a PDF says of itself: archivable (PDF/A-3a) and accessible (PDF/UA-1) at once. The library writes one claim; the
second, and the description that PDF/A asks of it, are added here."""

from xml.etree.ElementTree import Element, SubElement, fromstring, register_namespace, tostring

from weasyprint.pdf.metadata import NS, DocumentMetadata

NAMES = {
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}
for prefix, uri in NAMES.items():
    register_namespace(prefix, uri)
RDF, UA = NS["rdf"], NS["pdfuaid"]


class Claims(DocumentMetadata):
    def generate_rdf_metadata(self, variant: str, version: int, conformance: str | None) -> bytes:
        root = fromstring(super().generate_rdf_metadata(variant, version, conformance))  # noqa: S314  our own text
        _described(root).set(f"{{{UA}}}part", "1")
        schemas = SubElement(_described(root), _of("pdfaExtension", "schemas"))
        schema = _resource(SubElement(schemas, f"{{{RDF}}}Bag"))
        _say(schema, "pdfaSchema", schema="PDF/UA identification", namespaceURI=UA, prefix="pdfuaid")
        sequence = SubElement(SubElement(schema, _of("pdfaSchema", "property")), f"{{{RDF}}}Seq")
        _say(
            _resource(sequence),
            "pdfaProperty",
            name="part",
            valueType="Integer",
            category="internal",
            description="The part of ISO 14289 to which the file conforms",
        )
        return tostring(root, encoding="utf-8")


def _described(root: Element) -> Element:
    return SubElement(root, f"{{{RDF}}}Description", {f"{{{RDF}}}about": ""})


def _resource(parent: Element) -> Element:
    return SubElement(parent, f"{{{RDF}}}li", {f"{{{RDF}}}parseType": "Resource"})


def _say(parent: Element, space: str, /, **facts: str) -> None:
    for name, words in facts.items():
        SubElement(parent, _of(space, name)).text = words


def _of(prefix: str, name: str) -> str:
    return f"{{{NAMES[prefix]}}}{name}"
