//! The gallery: every page of it is sound, and looks as it did when somebody last looked at it.
//!
//! `LISTOK_GOLDEN=write` makes today's pages the ones to compare with, and their bytes: look at them first.

mod text;

use std::path::{Path, PathBuf};
use std::process::Command;

use listok_core::domain::worksheet::Worksheet;
use listok_core::i18n;
use text::squeezed;

/// Resolution of the images compared, dots an inch: type of 8 pt is still legible.
const DPI: &str = "60";
/// A pixel differs if its gray does by this much.
const TELLING: u8 = 64;
/// Pixels of a page that may differ, in ten-thousandths: another version of the renderer rounds otherwise.
const TOLERATED: usize = 1;

/// The code on every sheet of the gallery.
const CODE: &str = "GALL-ERY2";

fn writing() -> bool {
    std::env::var("LISTOK_GOLDEN").is_ok_and(|wish| wish == "write")
}

fn run(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output().unwrap();
    assert!(output.status.success(), "{program} {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn files(folder: &Path, end: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
    let mut found: Vec<_> = entries.filter(|path| path.extension().is_some_and(|e| e == end)).collect();
    found.sort();
    found
}

/// Width, height and gray pixels.
fn image(path: &Path) -> (u32, u32, Vec<u8>) {
    let decoder = png::Decoder::new(std::io::BufReader::new(std::fs::File::open(path).unwrap()));
    let mut reader = decoder.read_info().unwrap();
    let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut pixels).unwrap();
    // Gray, whether or not it is written as three equal colours.
    let gray = pixels.into_iter().step_by(info.color_type.samples()).collect();
    (info.width, info.height, gray)
}

#[test]
fn the_gallery_is_sound_and_looks_as_it_did() {
    let folder = tempfile::tempdir().unwrap();
    let binary = env!("CARGO_BIN_EXE_listok");
    let said = run(binary, &["gallery", folder.path().to_str().unwrap()]);
    assert_eq!(said.lines().count(), 1, "problems were reported: {said}");

    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let write = writing();
    for pdf in files(folder.path(), "pdf") {
        let path = pdf.to_str().unwrap();
        run("qpdf", &["--check", path]);
        for font in run("pdffonts", &[path]).lines().skip(2) {
            assert!(font.contains(" yes yes yes "), "{path}: {font}");
        }
        let stem = pdf.with_extension("");
        run("pdftoppm", &["-r", DPI, "-gray", "-png", path, stem.to_str().unwrap()]);
    }
    if write {
        std::fs::remove_dir_all(&golden).ok();
        std::fs::create_dir_all(&golden).unwrap();
    }

    let mut differing = Vec::new();
    let mut pages = 0;
    for page in files(folder.path(), "png") {
        let name = page.file_name().unwrap().to_str().unwrap().to_owned();
        // Every kind is on the sheets of each size of type too.
        if name.starts_with("kind-") {
            continue;
        }
        pages += 1;
        let expected = golden.join(&name);
        if write {
            std::fs::copy(&page, &expected).unwrap();
            continue;
        }
        assert!(expected.exists(), "{name} is new: look at it, then run with LISTOK_GOLDEN=write");
        let (now, then) = (image(&page), image(&expected));
        let same_size = (now.0, now.1) == (then.0, then.1);
        let different = now.2.iter().zip(&then.2).filter(|(a, b)| a.abs_diff(**b) >= TELLING).count();
        if !same_size || different * 10_000 > now.2.len() * TOLERATED {
            let kept = std::env::temp_dir().join(format!("listok-{name}"));
            std::fs::copy(&page, &kept).unwrap();
            differing.push(format!("{name}: {different} pixels differ, see {}", kept.display()));
        }
    }
    assert!(differing.is_empty(), "{differing:#?}");
    assert_eq!(files(&golden, "png").len(), pages, "a page is gone: run with LISTOK_GOLDEN=write");
}

/// What can be copied of every page, the footer aside, with the page's number in its part.
fn pages(pdf: &Path, worksheet: &Worksheet) -> Vec<(usize, String)> {
    let number = |page: usize, pages: usize| {
        squeezed(&i18n::text_with(worksheet.locale, "page-number", &[("page", page.into()), ("pages", pages.into())]))
    };
    let copied = run("pdftotext", &["-raw", pdf.to_str().unwrap(), "-"]);
    let page = |page: &str| {
        let page = squeezed(page);
        let numbers = (1..20).flat_map(|pages| (1..=pages).map(move |page| (page, number(page, pages))));
        let footers = numbers.filter_map(|(index, number)| Some((page.rfind(&number)?, number.len(), index)));
        // «11 из 12» ends with «1 из 1» and begins with «11 из 1».
        let (at, _, index) = footers.max_by_key(|(at, length, _)| (at + length, *length)).unwrap();
        (index, page[..at].to_owned())
    };
    copied.split('\u{c}').filter(|page| !page.trim().is_empty()).map(page).collect()
}

/// What a key says wrong, whichever way its variants stand.
fn wrong_key(copied: &str, worksheet: &Worksheet, furniture: &[String]) -> Option<String> {
    let difference = |side_by_side| text::difference(copied, &text::key(worksheet, side_by_side), furniture);
    difference(worksheet.variants.len() > 1).and(difference(false))
}

#[test]
fn every_page_says_what_its_worksheet_says_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    run(env!("CARGO_BIN_EXE_listok"), &["gallery", folder.path().to_str().unwrap()]);
    let mut wrong = Vec::new();
    for json in files(folder.path(), "json") {
        let worksheet: Worksheet = serde_json::from_str(&std::fs::read_to_string(&json).unwrap()).unwrap();
        let furniture = text::furniture(worksheet.locale);
        let sheet = json.with_extension("pdf");
        let key = sheet.with_file_name(format!("{}-key.pdf", json.file_stem().unwrap().to_str().unwrap()));
        let copied: String = pages(&key, &worksheet).into_iter().map(|(_, page)| page).collect();
        let difference = wrong_key(&copied, &worksheet, &furniture);
        wrong.extend(difference.map(|difference| format!("{}: {difference}", key.display())));
        if worksheet.layout.cards.is_some() {
            let copied = squeezed(&run("pdftotext", &["-raw", sheet.to_str().unwrap(), "-"]));
            let cards = copied.matches(&squeezed(&i18n::text(worksheet.locale, "page-name"))).count();
            let variants = worksheet.variants.len();
            let parts: Vec<_> = (0..cards).flat_map(|card| text::card(&worksheet, card % variants, CODE)).collect();
            let difference = text::difference(&copied, &parts, &furniture);
            wrong.extend(difference.map(|difference| format!("{}: {difference}", sheet.display())));
            continue;
        }
        let mut copied: Vec<String> = Vec::new();
        for (number, page) in pages(&sheet, &worksheet) {
            match copied.last_mut().filter(|_| number > 1) {
                Some(variant) => variant.push_str(&page),
                None => copied.push(page),
            }
        }
        if worksheet.layout.key_page {
            let difference = wrong_key(&copied.pop().unwrap(), &worksheet, &furniture);
            wrong.extend(difference.map(|difference| format!("{}, key: {difference}", sheet.display())));
        }
        assert_eq!(copied.len(), worksheet.variants.len(), "{}", sheet.display());
        for (variant, copied) in copied.iter().enumerate() {
            let difference = text::difference(copied, &text::sheet(&worksheet, variant), &furniture);
            wrong.extend(difference.map(|difference| format!("{}: {difference}", sheet.display())));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// SHA-256 of the files that `listok gallery` writes, in the form of `sha256sum`.
fn sums(folder: &Path) -> String {
    let all: Vec<_> = ["docx", "pdf"].iter().flat_map(|end| files(folder, end)).collect();
    let names: Vec<_> = all.iter().map(|path| path.file_name().unwrap().to_str().unwrap()).collect();
    let output = Command::new("sha256sum").args(&names).current_dir(folder).output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_same_bytes_come_from_any_process_on_any_machine() {
    let (one, other, elsewhere) =
        (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    run(env!("CARGO_BIN_EXE_listok"), &["gallery", one.path().to_str().unwrap()]);
    let far = Command::new(env!("CARGO_BIN_EXE_listok"))
        .args(["gallery", other.path().to_str().unwrap()])
        .current_dir(&elsewhere)
        .env_clear()
        .envs([("TZ", "Asia/Kamchatka"), ("LC_ALL", "tr_TR.UTF-8"), ("LANG", "ar_EG"), ("HOME", "/nowhere")])
        .output()
        .unwrap();
    assert!(far.status.success(), "{}", String::from_utf8_lossy(&far.stderr));

    let sums = sums(one.path());
    assert_eq!(sums, self::sums(other.path()));

    // What this machine makes is what the machine made that last wrote the list.
    let list = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gallery.sha256");
    if writing() {
        std::fs::write(&list, &sums).unwrap();
    }
    let listed = std::fs::read_to_string(&list).unwrap();
    let changed: Vec<_> = sums.lines().filter(|sum| !listed.contains(sum)).collect();
    assert!(changed.is_empty(), "look at these pages, then run with LISTOK_GOLDEN=write: {changed:#?}");
}
