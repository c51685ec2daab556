//! A laid-out document written as a PDF file: pages, tags, outline, title and language.

use super::{
    DocumentError,
    pen::{HEIGHT, INNER, MARGIN, WIDTH, as_points},
    sheet::Sheet,
    tree::{Branch, Child, Ink, Layer, Line},
    typeface::Weight,
};
use krilla::{
    Document, SerializeSettings,
    action::LinkAction,
    annotation::{Annotation, LinkAnnotation, Target},
    color::luma,
    configure::{Accessibility, ConfigurationBuilder},
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect},
    metadata::Metadata,
    outline::{Outline, OutlineNode},
    page::{Page, PageSettings},
    paint::Fill,
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, TagGroup, TagTree},
};

const LANGUAGE: &str = "fr-FR";
const BLACK: u8 = 0;
const GREY: u8 = 84;
const PALE: u8 = 190;
const SMALL: f32 = 9.0;

/// What a mark became: the text itself, and the link over it.
type Written = (Option<Identifier>, Option<Identifier>);

pub(super) fn print(sheet: &Sheet) -> Result<Vec<u8>, DocumentError> {
    let mut document = Document::new_with(settings()?);
    let mut written: Vec<Written> = Vec::new();
    written.resize_with(sheet.marks.len(), Default::default);
    for number in 0..=sheet.page {
        let size = PageSettings::from_wh(WIDTH, HEIGHT)
            .ok_or_else(|| DocumentError::Writing("the size of a page".to_owned()))?;
        let mut page = document.start_page_with(size);
        let mut surface = page.surface();
        frame(&mut surface, sheet, number);
        content(&mut surface, sheet, number, &mut written);
        surface.finish();
        links(&mut page, sheet, number, &mut written);
        page.finish();
    }
    let mut tree = TagTree::new().with_lang(Some(LANGUAGE.to_owned()));
    for branch in &sheet.root {
        tree.push(group(branch, &mut written));
    }
    document.set_tag_tree(tree);
    document.set_outline(outline(sheet));
    document.set_metadata(
        Metadata::new()
            .title(sheet.title.clone())
            .language(LANGUAGE.to_owned())
            .authors(vec![sheet.letterhead.service.clone()]),
    );
    document
        .finish()
        .map_err(|error| DocumentError::Writing(format!("{error:?}")))
}

fn settings() -> Result<SerializeSettings, DocumentError> {
    let configuration = ConfigurationBuilder::new()
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| DocumentError::Writing(format!("{error:?}")))?;
    Ok(SerializeSettings {
        configuration,
        ..SerializeSettings::default()
    })
}

/// The head and the foot of a page, which are not read again on each.
fn frame(surface: &mut Surface<'_>, sheet: &Sheet, number: usize) {
    let counted = format!("Page {} sur {}", number + 1, sheet.page + 1);
    let face = sheet.typeface.face(Weight::Regular);
    let wide: f32 = face.widths(&counted).iter().sum::<f32>() * SMALL;
    let pen = |surface: &mut Surface<'_>, (x, y): (f32, f32), weight, text: &str| {
        let text = Line {
            x,
            y,
            size: SMALL,
            weight,
            text: text.to_owned(),
            link: String::new(),
        };
        write(surface, sheet, &text, GREY);
    };
    let artifact = |kind| ContentTag::Artifact(Artifact::with_kind(kind));
    surface.start_tagged(artifact(ArtifactType::Header));
    pen(
        surface,
        (MARGIN, 48.0),
        Weight::Semibold,
        &sheet.letterhead.service,
    );
    rule(surface, MARGIN, 58.0, INNER);
    surface.end_tagged();
    surface.start_tagged(artifact(ArtifactType::Footer));
    let foot = HEIGHT - 40.0;
    rule(surface, MARGIN, foot - 14.0, INNER);
    pen(
        surface,
        (MARGIN, foot),
        Weight::Regular,
        &sheet.letterhead.contact,
    );
    pen(
        surface,
        (MARGIN + INNER - wide, foot),
        Weight::Regular,
        &counted,
    );
    surface.end_tagged();
}

fn content(surface: &mut Surface<'_>, sheet: &Sheet, number: usize, written: &mut [Written]) {
    let here = sheet.marks.iter().enumerate();
    for (rank, mark) in here.filter(|(_, mark)| mark.page == number) {
        match mark.layer {
            Layer::Content => written[rank].0 = Some(surface.start_tagged(ContentTag::Other)),
            Layer::Decoration => {
                let layout = Artifact::with_kind(ArtifactType::Layout);
                surface.start_tagged(ContentTag::Artifact(layout));
            }
        }
        match &mark.ink {
            Ink::Text(text) => write(surface, sheet, text, BLACK),
            Ink::Rule { x, y, width } => rule(surface, *x, *y, *width),
            Ink::Frame {
                x,
                y,
                width,
                height,
            } => {
                for (x, y, width, height) in [
                    (*x, *y, *width, 0.8),
                    (*x, *y + height, *width, 0.8),
                    (*x, *y, 0.8, *height),
                    (*x + width, *y, 0.8, *height + 0.8),
                ] {
                    fill(surface, GREY, [(x, y, width, height)]);
                }
            }
            Ink::Code {
                x,
                y,
                side,
                modules,
                per_row,
            } => {
                let module = side / as_points(*per_row);
                let dark = modules.iter().enumerate().filter(|(_, dark)| **dark);
                let squares = dark.map(|(rank, _)| {
                    let (column, row) = (as_points(rank % per_row), as_points(rank / per_row));
                    (x + column * module, y + row * module, module, module)
                });
                fill(surface, BLACK, squares);
            }
        }
        surface.end_tagged();
    }
}

fn write(surface: &mut Surface<'_>, sheet: &Sheet, text: &Line, tint: u8) {
    let face = sheet.typeface.face(text.weight);
    surface.set_fill(Some(ink(tint)));
    let start = Point::from_xy(text.x, text.y);
    let glyphs = face.glyphs(&text.text);
    surface.draw_glyphs(
        start,
        &glyphs,
        face.font.clone(),
        &text.text,
        text.size,
        false,
    );
}

fn rule(surface: &mut Surface<'_>, x: f32, y: f32, width: f32) {
    fill(surface, PALE, [(x, y, width, 0.6)]);
}

/// Fill rectangles: left, top, width and height.
fn fill(
    surface: &mut Surface<'_>,
    tint: u8,
    rectangles: impl IntoIterator<Item = (f32, f32, f32, f32)>,
) {
    let mut path = PathBuilder::new();
    for (x, y, width, height) in rectangles {
        if let Some(rect) = Rect::from_xywh(x, y, width, height) {
            path.push_rect(rect);
        }
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(ink(tint)));
        surface.draw_path(&path);
    }
}

fn ink(tint: u8) -> Fill {
    Fill {
        paint: luma::Color::new(tint).into(),
        ..Fill::default()
    }
}

/// What can be clicked on a page.
fn links(page: &mut Page<'_>, sheet: &Sheet, number: usize, written: &mut [Written]) {
    let here = sheet.marks.iter().enumerate();
    for (rank, mark) in here.filter(|(_, mark)| mark.page == number) {
        let Ink::Text(text) = &mark.ink else { continue };
        let face = sheet.typeface.face(text.weight);
        let wide = face.widths(&text.text).iter().sum::<f32>() * text.size;
        let rect = Rect::from_xywh(text.x, text.y - text.size, wide, text.size * 1.3);
        if let (false, Some(rect)) = (text.link.is_empty(), rect) {
            let action = LinkAction::new(text.link.clone());
            let link = LinkAnnotation::new(rect, Target::Action(action.into()));
            let annotation = Annotation::new_link(link, Some(text.link.clone()));
            written[rank].1 = Some(page.add_tagged_annotation(annotation));
        }
    }
}

fn group(branch: &Branch, written: &mut [Written]) -> TagGroup {
    let mut group = TagGroup::new(branch.tag.clone());
    for child in &branch.children {
        match child {
            Child::Branch(branch) => group.push(Node::Group(self::group(branch, written))),
            Child::Mark(rank) => {
                let (text, link) = std::mem::take(&mut written[*rank]);
                group.children.extend(text.map(Node::Leaf));
                group.children.extend(link.map(Node::Leaf));
            }
        }
    }
    group
}

/// The headings below the title.
fn outline(sheet: &Sheet) -> Outline {
    let mut outline = Outline::new();
    for heading in sheet.headings.iter().filter(|heading| heading.level < 3) {
        let place = XyzDestination::new(heading.page, Point::from_xy(0.0, heading.y));
        outline.push_child(OutlineNode::new(heading.text.clone(), place));
    }
    outline
}
