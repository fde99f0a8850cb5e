//! The gallery: every page of it is sound, and looks as it did when somebody last looked at it.
//!
//! `LISTOK_GOLDEN=write` makes today's pages the ones to compare with: look at them first.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Resolution of the images compared, dots an inch: type of 8 pt is still legible.
const DPI: &str = "60";
/// A pixel differs if its gray does by this much.
const TELLING: u8 = 64;
/// Pixels of a page that may differ, in ten-thousandths: another version of the renderer rounds otherwise.
const TOLERATED: usize = 1;

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
    let write = std::env::var("LISTOK_GOLDEN").is_ok_and(|wish| wish == "write");
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

#[test]
fn another_process_makes_the_same_bytes() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in [&one, &other] {
        run(env!("CARGO_BIN_EXE_listok"), &["gallery", folder.path().to_str().unwrap()]);
    }

    for pdf in files(one.path(), "pdf") {
        let same = other.path().join(pdf.file_name().unwrap());
        assert!(std::fs::read(&pdf).unwrap() == std::fs::read(&same).unwrap(), "{}", pdf.display());
    }
}
