//! The shortest journey.

use crate::harness::App;

both_engines! {
    async fn a_manager_signs_in_and_registers_someone(app: App) {
        app.sign_in("nadia-benali").await;
        let rpps = app.register(&app.person(1)).await;
        app.work().await;
        assert_eq!(app.mails().len(), 1);
        assert!(app.mails()[0].text.contains(&rpps), "{}", app.mails()[0].text);
        assert_eq!(app.texts().len(), 1);
    }
}
