//! The logical structure of a tagged file: which stretches of which pages are a title, a paragraph, a table's cell.

use anyhow::Context;
use lopdf::{Dictionary, Document, Object, ObjectId, dictionary};

use crate::pdf::drawing::{Element, Outline, Role};

/// The elements with what they hold, in the order it is read.
pub(super) struct Structure {
    outline: Outline,
    kids: Vec<Vec<Kid>>,
    /// Elements of the whole document, in the order they are met.
    top: Vec<Element>,
    /// Of each page the elements of its marked stretches, by their ids.
    pages: Vec<Vec<Element>>,
}

#[derive(Clone, Copy)]
enum Kid {
    Element(Element),
    /// A marked stretch: its page and its id there.
    Mark(usize, i64),
}

impl Structure {
    pub(super) fn new(outline: Outline, pages: usize) -> Self {
        let kids = outline.0.iter().map(|_| Vec::new()).collect();
        Self { outline, kids, top: Vec::new(), pages: vec![Vec::new(); pages] }
    }

    pub(super) fn role(&self, element: Element) -> &Role {
        &self.outline.0[element.0 as usize].role
    }

    /// A new element inside another.
    pub(super) fn within(&mut self, parent: Element, role: Role) -> Element {
        self.kids.push(Vec::new());
        self.outline.within(parent, role)
    }

    /// Tag and id of the next marked stretch of a page.
    pub(super) fn mark(&mut self, page: usize, element: Element) -> (&'static str, i64) {
        let ids = &mut self.pages[page];
        let id = i64::try_from(ids.len()).unwrap_or(i64::MAX);
        ids.push(element);
        self.hold(element, Kid::Mark(page, id));
        (name(self.role(element)), id)
    }

    /// Adds to an element; one that held nothing before now stands where its parent has come to.
    fn hold(&mut self, element: Element, kid: Kid) {
        let kids = &mut self.kids[element.0 as usize];
        let new = kids.is_empty();
        kids.push(kid);
        if new {
            match self.outline.0[element.0 as usize].parent {
                Some(parent) => self.hold(parent, Kid::Element(element)),
                None => self.top.push(element),
            }
        }
    }

    /// Rows of a table and cells of a row stand in the order they were made in; empty cells have their place too.
    fn complete_tables(&mut self) {
        let mut tables = vec![None; self.outline.0.len()];
        for (index, node) in self.outline.0.iter().enumerate() {
            if let Some(parent) = node.parent.filter(|_| matches!(node.role, Role::Row | Role::Head | Role::Cell)) {
                let kids: &mut Vec<Kid> = tables[parent.0 as usize].get_or_insert_default();
                kids.push(Kid::Element(Element(index as u32)));
            }
        }
        for (kids, complete) in self.kids.iter_mut().zip(tables) {
            if let Some(complete) = complete {
                *kids = complete;
            }
        }
    }

    /// Adds the structure tree to a document.
    pub(super) fn tag(mut self, file: &mut Document) -> anyhow::Result<()> {
        self.complete_tables();
        let pages: Vec<ObjectId> = file.get_pages().into_values().collect();
        let root = file.new_object_id();
        let top = file.new_object_id();
        let ids: Vec<ObjectId> = self.kids.iter().map(|_| file.new_object_id()).collect();
        let reference = |element: &Element| Object::from(ids[element.0 as usize]);
        for ((node, kids), id) in self.outline.0.iter().zip(&self.kids).zip(&ids) {
            if kids.is_empty() && !matches!(node.role, Role::Head | Role::Cell) {
                continue;
            }
            let parent = node.parent.as_ref().map_or(top.into(), reference);
            let mut element = dictionary! { "S" => name(&node.role), "P" => parent };
            let first = kids.iter().find_map(|kid| if let Kid::Mark(page, _) = kid { Some(*page) } else { None });
            if let Some(page) = first.and_then(|page| pages.get(page)) {
                element.set("Pg", *page);
            }
            let mut held: Vec<Object> = Vec::with_capacity(kids.len());
            for kid in kids {
                held.push(match kid {
                    Kid::Element(inner) => reference(inner),
                    Kid::Mark(page, id) if Some(*page) == first => (*id).into(),
                    Kid::Mark(page, id) => {
                        let page = *pages.get(*page).context("a page")?;
                        dictionary! { "Type" => "MCR", "Pg" => page, "MCID" => *id }.into()
                    }
                });
            }
            match held.len() {
                0 => {}
                1 => element.set("K", held.swap_remove(0)),
                _ => element.set("K", held),
            }
            if let Role::Figure(words) | Role::Formula(words) = &node.role {
                element.set("Alt", Object::String(super::utf16(words), lopdf::StringFormat::Hexadecimal));
            }
            file.objects.insert(*id, element.into());
        }
        let children: Vec<Object> = self.top.iter().map(reference).collect();
        file.objects.insert(top, dictionary! { "S" => "Document", "P" => root, "K" => children }.into());
        let mut numbers = Vec::new();
        for (index, elements) in self.pages.iter().enumerate() {
            let parents: Vec<Object> = elements.iter().map(reference).collect();
            let index = i64::try_from(index).context("pages")?;
            numbers.extend([Object::from(index), file.add_object(parents).into()]);
        }
        let parents = file.add_object(dictionary! { "Nums" => numbers });
        let tree = dictionary! { "Type" => "StructTreeRoot", "K" => top, "ParentTree" => parents };
        file.objects.insert(root, tree.into());
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
}

fn name(role: &Role) -> &'static str {
    match role {
        Role::Title => "H1",
        Role::Heading => "H2",
        Role::Paragraph => "P",
        Role::Table => "Table",
        Role::Row => "TR",
        Role::Head => "TH",
        Role::Cell => "TD",
        Role::Figure(_) => "Figure",
        Role::Formula(_) => "Formula",
    }
}
