//! Worksheets belong to their teacher; every version stays what it was.

use listok_core::domain::worksheet::Worksheet;
use listok_core::domain::{Grade, Subject};
use listok_core::store::{Db, StoredFile, folders, ratings, worksheets};

use crate::made::{self, content, id, noon, seconds};

on_both_engines!(
    a_worksheet_is_read_as_it_was_stored,
    a_new_version_leaves_the_old_one_alone,
    only_its_teacher_sees_and_deletes_a_worksheet,
    pages_of_worksheets_lose_and_repeat_none,
    recent_worksheets_are_the_teachers_own_in_subject_and_grade,
    a_file_is_good_for_one_bot_and_version,
    only_its_teacher_rates_a_worksheet_and_the_last_word_stands,
    folders_are_listed_by_name_in_russian_too,
);

async fn a_worksheet_is_read_as_it_was_stored(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let sheet = made::worksheet(db, teacher, "Дроби: «ёлочка»", noon()).await;

    let read = &mut db.read().await.unwrap();
    let stored = worksheets::find_owned(read.on(), sheet, teacher).await.unwrap().unwrap();
    let text = worksheets::content(read.on(), sheet, 1).await.unwrap();

    assert_eq!((stored.title.as_str(), stored.version, stored.created_at), ("Дроби: «ёлочка»", 1, noon()));
    assert_eq!(text, Some(content("Дроби: «ёлочка»")));
}

async fn a_new_version_leaves_the_old_one_alone(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let sheet = made::worksheet(db, teacher, "Первая", noon()).await;

    let mut tx = db.begin().await.unwrap();
    let version = worksheets::add_version(tx.on(), sheet, &content("Вторая"), noon()).await.unwrap();
    tx.commit().await.unwrap();

    let read = &mut db.read().await.unwrap();
    assert_eq!(version, 2);
    assert_eq!(worksheets::content(read.on(), sheet, 1).await.unwrap(), Some(content("Первая")));
    assert_eq!(worksheets::content(read.on(), sheet, 2).await.unwrap(), Some(content("Вторая")));
    assert_eq!(worksheets::content(read.on(), sheet, 3).await.unwrap(), None);
    assert_eq!(worksheets::find(read.on(), sheet).await.unwrap().unwrap().version, 2);
}

async fn only_its_teacher_sees_and_deletes_a_worksheet(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let sheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let write = &mut db.write().await.unwrap();

    let seen = worksheets::find_owned(write.on(), sheet, stranger).await.unwrap();
    let by_stranger = worksheets::delete(write.on(), sheet, stranger, noon()).await.unwrap();
    let before = worksheets::count_of(write.on(), teacher).await.unwrap();
    let by_teacher = worksheets::delete(write.on(), sheet, teacher, noon()).await.unwrap();
    let twice = worksheets::delete(write.on(), sheet, teacher, noon()).await.unwrap();

    assert_eq!((seen, by_stranger, before), (None, false, 1));
    assert_eq!((by_teacher, twice), (true, false));
    assert_eq!(worksheets::find_owned(write.on(), sheet, teacher).await.unwrap(), None);
    assert_eq!(worksheets::count_of(write.on(), teacher).await.unwrap(), 0);
}

async fn pages_of_worksheets_lose_and_repeat_none(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    made::worksheet(db, stranger, "чужой", noon()).await;
    let mut expected = Vec::new();
    for number in 0..7 {
        // Several of the same moment: the id decides.
        let at = noon() + seconds(number / 3);
        expected.push((at, made::worksheet(db, teacher, "Дроби", at).await));
    }
    let (_, deleted) = expected.remove(3);
    worksheets::delete(db.write().await.unwrap().on(), deleted, teacher, noon()).await.unwrap();
    expected.sort_unstable();
    expected.reverse();

    let mut seen = Vec::new();
    let mut before = None;
    loop {
        let page = worksheets::page_of(db.read().await.unwrap().on(), teacher, before, 2).await.unwrap();
        let Some(last) = page.last() else { break };
        before = Some((last.created_at, last.id));
        seen.extend(page.iter().map(|sheet| (sheet.created_at, sheet.id)));
    }

    assert_eq!(seen, expected);
}

async fn recent_worksheets_are_the_teachers_own_in_subject_and_grade(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    made::worksheet(db, stranger, "чужой", noon()).await;
    let mut sheets = Vec::new();
    for (title, at) in
        (1..).zip(["первый", "второй", "третий", "четвёртый"]).map(|(n, title)| (title, noon() + seconds(n)))
    {
        sheets.push(made::worksheet(db, teacher, title, at).await);
    }
    let write = &mut db.write().await.unwrap();
    worksheets::add_version(write.on(), sheets[1], &content("второй, исправленный"), noon()).await.unwrap();
    worksheets::delete(write.on(), sheets[3], teacher, noon()).await.unwrap();
    let Worksheet { subject, grade, .. } = content("");
    let other = Grade::new(grade.number() + 1).unwrap();

    let recent = worksheets::recent(write.on(), teacher, subject, grade, 2).await.unwrap();
    let of_another_class = worksheets::recent(write.on(), teacher, subject, other, 2).await.unwrap();
    let of_another_subject = worksheets::recent(write.on(), teacher, Subject::Biology, grade, 2).await.unwrap();

    assert_eq!(recent.iter().map(|w| w.title.as_str()).collect::<Vec<_>>(), ["третий", "второй, исправленный"]);
    assert_eq!((of_another_class.len(), of_another_subject.len()), (0, 0));
}

async fn a_file_is_good_for_one_bot_and_version(db: &Db) {
    let teacher = made::teacher(db, 1).await;
    let sheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let write = &mut db.write().await.unwrap();
    let file = |name: &str| StoredFile { file_id: name.to_owned(), file_unique_id: format!("u{name}") };

    worksheets::save_file(write.on(), sheet, 1, "sheet", 7, &file("old"), noon()).await.unwrap();
    worksheets::save_file(write.on(), sheet, 1, "sheet", 7, &file("new"), noon()).await.unwrap();

    assert_eq!(worksheets::file(write.on(), sheet, 1, "sheet", 7).await.unwrap(), Some(file("new")));
    assert_eq!(worksheets::file(write.on(), sheet, 1, "key", 7).await.unwrap(), None);
    assert_eq!(worksheets::file(write.on(), sheet, 2, "sheet", 7).await.unwrap(), None);
    assert_eq!(worksheets::file(write.on(), sheet, 1, "sheet", 8).await.unwrap(), None);
    worksheets::forget_file(write.on(), sheet, 1, "sheet", 7).await.unwrap();
    assert_eq!(worksheets::file(write.on(), sheet, 1, "sheet", 7).await.unwrap(), None);
}

async fn only_its_teacher_rates_a_worksheet_and_the_last_word_stands(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let sheet = made::worksheet(db, teacher, "Дроби", noon()).await;
    let write = &mut db.write().await.unwrap();

    let by_stranger = ratings::rate(write.on(), stranger, sheet, -1, None, noon()).await.unwrap();
    let first = ratings::rate(write.on(), teacher, sheet, -1, Some("key"), noon()).await.unwrap();
    let second = ratings::rate(write.on(), teacher, sheet, 1, None, noon()).await.unwrap();

    assert_eq!((by_stranger, first, second), (false, true, true));
    assert_eq!(ratings::of(write.on(), stranger, sheet).await.unwrap(), None);
    assert_eq!(ratings::of(write.on(), teacher, sheet).await.unwrap(), Some(1));
}

async fn folders_are_listed_by_name_in_russian_too(db: &Db) {
    let (teacher, stranger) = (made::teacher(db, 1).await, made::teacher(db, 2).await);
    let write = &mut db.write().await.unwrap();
    let parent = id();
    folders::create(write.on(), parent, teacher, None, "шестой класс", noon()).await.unwrap();
    folders::create(write.on(), id(), teacher, Some(parent), "Алгебра", noon()).await.unwrap();
    folders::create(write.on(), id(), stranger, None, "Чужая", noon()).await.unwrap();

    let listed = folders::of(write.on(), teacher).await.unwrap();

    assert_eq!(listed.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["Алгебра", "шестой класс"]);
    assert_eq!(listed[0].parent, Some(parent));
}
