"""Thirty ordinary files with the names officers give them; each must be taken in."""

import zlib

from tests.assessments.papers import (
    RELATIONS,
    docx,
    docx_parts,
    docx_with,
    package,
    packed,
    pdf,
    picture,
    relations,
    stream,
    workbook,
    xlsx_parts,
    xlsx_with,
)

TEXT = stream(b"BT /F1 12 Tf (JS) Tj ET")
PAGES = f'<w:p xmlns:r="{RELATIONS}"><w:r><w:instrText> HYPERLINK "http://example.org/dde" </w:instrText></w:r></w:p>'
CHART = package(xlsx_parts())
PHONE = picture("JPEG", (40, 30)) + bytes(16) + picture("JPEG", (8, 6))

FILES = {
    "《市儿童发展规划（2021—2030年）》征求意见稿.pdf": pdf(),
    "关于学区调整的情况说明.pdf": pdf(TEXT),
    "2024.12.03 部门会议纪要.pdf": pdf(packed(b"<</Type/Font>>", b"<</S/URI/URI(http://example.org)>>")),
    "问卷结果汇总 第1版.PDF": pdf(catalog=b"/OpenAction[3 0 R/XYZ 0 0 null]"),
    "交通事故点位图.pdf": pdf(stream(zlib.compress(b"0 0 m" * 900), b"/Filter/FlateDecode")),
    "两会提案答复（盖章）.pdf": picture("PDF", (40, 30)),
    "扫描件－公示照片.pdf": pdf(head=b"%PDF-1.4\n") + b"\r\n",
    "含目录与书签.pdf": pdf(b"<</Type/Outlines/First 5 0 R/Last 5 0 R>>"),
    "自评材料.docx": docx(),
    "附件1：座谈会记录.docx": docx_with({"docProps/core.xml": "<a/>", "docProps/app.xml": "<a/>"}),
    "留守儿童走访记录 最终版 定稿.docx": docx_with({"word/media/image1.png": picture("PNG")}),
    "政策依据【汇编】.docx": docx_with(
        {"word/_rels/document.xml.rels": relations(("hyperlink", "https://example.org/法规", True))}
    ),
    "带模板的通知.docx": docx_with(
        {"word/_rels/settings.xml.rels": relations(("attachedTemplate", "file:///C:\\模板\\公文.dotm", True))}
    ),
    "含页码域的报告.docx": docx_with({"word/document.xml": docx_parts(PAGES)["word/document.xml"]}),
    "图表说明.docx": docx_with({"word/embeddings/Microsoft_Excel_Sheet.xlsx": CHART}),
    "老图元文件.docx": docx_with({"word/media/image1.emz": b"\x1f\x8b\x08" + bytes(40)}),
    "英文摘要 English abstract.docx": docx_with(
        {"word/document.xml": docx_parts("<w:p/>")["word/document.xml"]}
    ),
    "学位供需测算.xlsx": workbook([["年份", "学位"], [2024, 1200], [2025, "=B2+10"]]),
    "三年就学数据.xlsx": workbook([[f"第{n}行", n] for n in range(300)]),
    "经费安排表（元）.xlsx": workbook([["甲|乙", '=IF(A1="a|b",1,0)']]),
    "公式里有竖线.xlsx": xlsx_with({}, cells='<row><c><f>CONCAT("甲|乙",A1)</f></c></row>'),
    "打印设置.xlsx": xlsx_with({"xl/printerSettings/printerSettings1.bin": bytes(220)}),
    "带批注.xlsx": xlsx_with(
        {"xl/drawings/vmlDrawing1.vml": "<xml><v:shape xmlns:v='v'>甲<br>乙</v:shape></xml>"}
    ),
    "现场照片一.jpg": picture("JPEG", (64, 48), quality=90),
    "现场照片二.JPEG": picture("JPEG", (64, 48), progressive=True),
    "手机原图.jpg": PHONE,
    "带位置信息.jpg": picture("JPEG", (64, 48), exif=b"Exif\0\0II*\0\x08\0\0\0\0\0"),
    "规划图（局部）.png": picture("PNG", (200, 100)),
    "截图 2025-06-01 15.32.08.png": picture("PNG", (30, 20), optimize=True),
    "活动海报🙂.png": picture("PNG", (12, 12)),
}
