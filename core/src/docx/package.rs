//! The zip package around a document.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::text::escape;
use crate::domain::Locale;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="jpeg" ContentType="image/jpeg"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>"#;

/// Packs a body; `half_points` is the size of its type.
pub(super) fn pack(
    (body, pictures): (String, Vec<Vec<u8>>),
    title: &str,
    locale: Locale,
    half_points: u32,
) -> anyhow::Result<Vec<u8>> {
    let language = match locale {
        Locale::Ru => "ru-RU",
        Locale::En => "en-GB",
    };
    let document = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>{body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="794" w:right="1021" w:bottom="794" w:left="1021" w:header="0" w:footer="0" w:gutter="0"/></w:sectPr></w:body></w:document>"#
    );
    let core = format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title><dc:creator>Listok</dc:creator><dc:language>{language}</dc:language></cp:coreProperties>"#,
        escape(title)
    );
    let mut relations = DOCUMENT_RELATIONS.to_owned();
    for number in 1..=pictures.len() {
        let id = number + 9;
        relations.push_str(&format!(r#"<Relationship Id="rId{id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/image{number}.jpeg"/>"#));
    }
    relations.push_str("</Relationships>");
    let styles = styles(language, half_points);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest moment a zip file knows: the clock must not be in the bytes.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("docProps/core.xml", &core),
        ("word/document.xml", &document),
        ("word/styles.xml", &styles),
        ("word/_rels/document.xml.rels", &relations),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    for (picture, number) in pictures.iter().zip(1..) {
        zip.start_file(format!("word/media/image{number}.jpeg"), options)?;
        zip.write_all(picture)?;
    }
    Ok(zip.finish()?.into_inner())
}

/// The styles, for type of `size` half points.
fn styles(language: &str, size: u32) -> String {
    let style = |id: &str, paragraph: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{id}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let sized = |half_points: u32| format!(r#"<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#);
    let all = [
        style("Title", r#"<w:spacing w:before="120" w:after="0"/>"#, &format!("<w:b/>{}", sized(size + 8))),
        style("Subtitle", r#"<w:spacing w:after="120"/>"#, "<w:i/>"),
        style(
            "Heading1",
            r#"<w:keepNext/><w:spacing w:before="240" w:after="60"/><w:outlineLvl w:val="0"/>"#,
            &format!("<w:b/>{}", sized(size + 2)),
        ),
        style(
            "Task",
            r#"<w:keepNext/><w:tabs><w:tab w:val="left" w:pos="454"/></w:tabs><w:spacing w:before="160" w:after="40"/><w:ind w:left="454" w:hanging="454"/>"#,
            "",
        ),
        style(
            "Option",
            r#"<w:tabs><w:tab w:val="left" w:pos="2806"/><w:tab w:val="left" w:pos="5159"/><w:tab w:val="left" w:pos="7511"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="454"/>"#,
            "",
        ),
        style(
            "Ruled",
            r#"<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="000000"/><w:between w:val="single" w:sz="4" w:space="1" w:color="000000"/></w:pBdr><w:spacing w:before="120" w:after="0"/><w:ind w:left="454"/>"#,
            "",
        ),
        style("Cell", r#"<w:spacing w:after="0"/><w:jc w:val="center"/>"#, ""),
        style("CellHead", r#"<w:spacing w:after="0"/><w:jc w:val="center"/>"#, "<w:b/>"),
        style(
            "Pair",
            r#"<w:tabs><w:tab w:val="left" w:pos="5159"/></w:tabs><w:spacing w:after="40"/><w:ind w:left="454"/>"#,
            "",
        ),
        style("CellText", r#"<w:spacing w:after="0"/>"#, ""),
        style("Small", r#"<w:spacing w:before="60" w:after="60"/>"#, &sized(19)),
        style("Tiny", r#"<w:spacing w:before="0" w:after="0" w:line="60" w:lineRule="exact"/>"#, &sized(4)),
    ];
    format!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="PT Serif" w:hAnsi="PT Serif" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>{}<w:lang w:val="{language}"/></w:rPr></w:rPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:pPr><w:spacing w:after="60" w:line="264" w:lineRule="auto"/></w:pPr></w:style>{}</w:styles>"#,
        sized(size),
        all.concat()
    )
}
