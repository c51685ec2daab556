//! The pages of a long list, as URLs.

/// Where one is in a list.
#[derive(Clone, Debug)]
pub struct Paging {
    url: String,
    page: u64,
    per_page: u64,
    total: u64,
    /// There are more than `total`, which were not counted.
    more: bool,
}

/// A link to a page; an empty `href` stands for the pages left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageLink {
    pub number: u64,
    pub href: String,
}

impl Paging {
    /// `url` is that of the list with its filters and without `page`; `page` counts from 1 and
    /// is brought back among those that exist.
    #[must_use]
    pub fn new(url: impl Into<String>, page: u64, per_page: u64, total: u64) -> Self {
        let per_page = per_page.max(1);
        let pages = total.div_ceil(per_page).max(1);
        Self {
            url: url.into(),
            page: page.clamp(1, pages),
            per_page,
            total,
            more: false,
        }
    }

    /// When the lines were counted up to one more than `most`: no page goes beyond `most`, and the sentence says so.
    #[must_use]
    pub fn counted_up_to(self, most: u64) -> Self {
        Self {
            more: self.total > most,
            ..Self::new(self.url, self.page, self.per_page, self.total.min(most))
        }
    }

    #[must_use]
    pub fn page(&self) -> u64 {
        self.page
    }

    #[must_use]
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(self.per_page).max(1)
    }

    /// How many lines to skip in the query.
    #[must_use]
    pub fn offset(&self) -> u64 {
        (self.page - 1) * self.per_page
    }

    /// What a query is given: lines to skip, lines to read.
    #[must_use]
    pub fn window(&self) -> (i64, i64) {
        let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        (number(self.offset()), number(self.per_page))
    }

    /// Are there lines that were not counted?
    #[must_use]
    pub fn is_partial(&self) -> bool {
        self.more
    }

    /// "Résultats 21 à 40 sur 412".
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.total {
            0 => "Aucun résultat".to_owned(),
            1 => "1 résultat".to_owned(),
            total if total <= self.per_page => format!("{total} résultats"),
            total => format!(
                "Résultats {} à {} sur {}{}",
                thousands(self.offset() + 1),
                thousands(total.min(self.offset() + self.per_page)),
                if self.more { "plus de " } else { "" },
                thousands(total)
            ),
        }
    }

    #[must_use]
    pub fn previous(&self) -> Option<String> {
        (self.page > 1).then(|| self.href(self.page - 1))
    }

    #[must_use]
    pub fn next(&self) -> Option<String> {
        (self.page < self.pages()).then(|| self.href(self.page + 1))
    }

    /// The first page, the last, and those around this one; gaps between.
    #[must_use]
    pub fn links(&self) -> Vec<PageLink> {
        let mut links = Vec::new();
        let mut last = 0;
        for number in (1..=self.pages()).filter(|number| self.is_shown(*number)) {
            if number > last + 1 {
                links.push(PageLink::default());
            }
            let href = self.href(number);
            links.push(PageLink { number, href });
            last = number;
        }
        links
    }

    fn is_shown(&self, number: u64) -> bool {
        number == 1 || number == self.pages() || number.abs_diff(self.page) <= 1
    }

    fn href(&self, page: u64) -> String {
        let joint = if self.url.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={page}", self.url)
    }
}

/// `1 000`.
fn thousands(number: u64) -> String {
    match (number / 1000, number % 1000) {
        (0, rest) => rest.to_string(),
        (more, rest) => format!("{}\u{a0}{rest:03}", thousands(more)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(paging: &Paging) -> Vec<u64> {
        paging.links().iter().map(|link| link.number).collect()
    }

    #[test]
    fn a_long_list_shows_its_ends_and_its_middle() {
        let paging = Paging::new("/annuaire?q=martin", 10, 20, 412);
        assert_eq!(shown(&paging), [1, 0, 9, 10, 11, 0, 21]);
        assert_eq!(paging.sentence(), "Résultats 181 à 200 sur 412");
        assert_eq!(paging.next().as_deref(), Some("/annuaire?q=martin&page=11"));
        assert_eq!(paging.offset(), 180);
    }

    #[test]
    fn the_last_page_is_the_short_one() {
        let paging = Paging::new("/annuaire", 3, 20, 41);
        assert_eq!(paging.sentence(), "Résultats 41 à 41 sur 41");
        assert_eq!(paging.next(), None);
        assert_eq!(paging.previous().as_deref(), Some("/annuaire?page=2"));
    }

    #[test]
    fn what_was_not_counted_is_said_and_not_paged() {
        let paging = Paging::new("/annuaire", 99, 25, 1_001).counted_up_to(1_000);
        assert_eq!((paging.page(), paging.pages()), (40, 40));
        assert_eq!(
            paging.sentence(),
            "Résultats 976 à 1\u{a0}000 sur plus de 1\u{a0}000"
        );
        let all = Paging::new("/annuaire", 1, 25, 1_000).counted_up_to(1_000);
        assert_eq!(all.sentence(), "Résultats 1 à 25 sur 1\u{a0}000");
    }

    #[test]
    fn a_page_that_does_not_exist_is_brought_back() {
        assert_eq!(Paging::new("/a", 0, 20, 100).page(), 1);
        assert_eq!(Paging::new("/a", u64::MAX, 20, 100).page(), 5);
        assert_eq!(Paging::new("/a", 2, 0, 0).page(), 1);
    }

    #[test]
    fn short_lists_are_said_plainly() {
        assert_eq!(Paging::new("/a", 1, 20, 0).sentence(), "Aucun résultat");
        assert_eq!(Paging::new("/a", 1, 20, 1).sentence(), "1 résultat");
        assert_eq!(Paging::new("/a", 1, 20, 20).sentence(), "20 résultats");
        assert_eq!(shown(&Paging::new("/a", 1, 20, 20)), [1]);
    }
}
