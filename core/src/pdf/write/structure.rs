//! The logical structure of a tagged file: which stretches of which pages are a title, a paragraph, a figure.

use anyhow::Context;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::pdf::drawing::{Element, Outline, Role};

/// Marked stretches: of each element its places, of each page its elements in order of their ids.
pub(super) struct Marks {
    places: Vec<Vec<(usize, i64)>>,
    pages: Vec<Vec<Element>>,
}

impl Marks {
    pub(super) fn new(elements: usize, pages: usize) -> Self {
        Self { places: vec![Vec::new(); elements], pages: vec![Vec::new(); pages] }
    }

    /// Tag and id of the next marked stretch of a page.
    pub(super) fn next(&mut self, page: usize, element: Element) -> (&'static str, i64) {
        let ids = &mut self.pages[page];
        let id = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        ids.push(element);
        self.places[element.0 as usize].push((page, id));
        ("P", id)
    }
}

/// Adds the structure tree.
pub(super) fn tag(file: &mut Document, outline: &Outline, marks: &Marks) -> anyhow::Result<()> {
    let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
    let root = file.new_object_id();
    let top = file.new_object_id();
    let elements: Vec<ObjectId> = outline.0.iter().map(|_| file.new_object_id()).collect();
    let mut children = Vec::new();
    for ((role, places), id) in outline.0.iter().zip(&marks.places).zip(&elements) {
        let Some((first, _)) = places.first() else { continue };
        let stretches: Vec<Object> = places
            .iter()
            .filter_map(|(page, mark)| {
                let page = *pages.get(*page)?;
                Some(dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => *mark }.into())
            })
            .collect();
        let mut element = dictionary! { "Type" => "StructElem", "S" => name(role), "P" => top, "K" => stretches };
        if let Some(page) = pages.get(*first) {
            element.set("Pg", *page);
        }
        if let Role::Figure(words) = role {
            element.set("Alt", Object::String(super::utf16(words), lopdf::StringFormat::Hexadecimal));
        }
        file.objects.insert(*id, element.into());
        children.push(Object::from(*id));
    }
    file.objects
        .insert(top, dictionary! { "Type" => "StructElem", "S" => "Document", "P" => root, "K" => children }.into());
    let mut numbers = Vec::new();
    for (index, ids) in marks.pages.iter().enumerate() {
        let parents: Vec<Object> =
            ids.iter().filter_map(|e| elements.get(e.0 as usize)).map(|id| (*id).into()).collect();
        let index = i64::try_from(index).context("pages")?;
        numbers.extend([Object::from(index), file.add_object(parents).into()]);
    }
    let parents = file.add_object(dictionary! { "Nums" => numbers });
    file.objects.insert(root, dictionary! { "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents }.into());
    for (index, page) in pages.iter().enumerate() {
        let page = file.get_object_mut(*page).and_then(Object::as_dict_mut).context("a page")?;
        page.set("StructParents", i64::try_from(index).context("pages")?);
        page.set("Tabs", "S");
    }
    let catalog: &mut Dictionary = file.catalog_mut().context("catalog")?;
    catalog.set("StructTreeRoot", root);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    Ok(())
}

fn name(role: &Role) -> &'static str {
    match role {
        Role::Title => "H1",
        Role::Heading => "H2",
        Role::Paragraph => "P",
        Role::Figure(_) => "Figure",
    }
}
