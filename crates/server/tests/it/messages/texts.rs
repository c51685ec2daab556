//! SMS through a real HTTP gateway.

use super::{gateway::Gateway, states};
use crate::harness::App;
use jiff::SignedDuration;
use server::outside::Texter;

fn by_gateway(app: &App, url: &str) -> App {
    app.with(|config, outside| {
        url.clone_into(&mut config.sms.url);
        config.sms.authorization = "Bearer secret".into();
        outside.sms = Texter::from_config(&config.sms).unwrap();
    })
}

both_engines![
    n01_an_sms_leaves_by_the_gateway,
    n01_a_gateway_out_of_order_is_tried_again,
    n01_a_number_that_the_gateway_refuses_is_not_tried_again,
    n01_sms_are_limited_per_number_and_day
];

async fn n01_an_sms_leaves_by_the_gateway(app: App) {
    let (gateway, url) = Gateway::start(&[201]).await;
    let app = by_gateway(&app, &url);
    app.sign_in("nadia-benali").await;
    let rpps = app.register(&app.person(1)).await;
    app.work().await;
    assert_eq!(states(&app).await, ["mail sent 1", "sms sent 1"]);
    let calls = gateway.calls();
    let [(authorization, body)] = calls.as_slice() else {
        panic!("{} calls", calls.len())
    };
    assert_eq!(authorization, "Bearer secret");
    let body: serde_json::Value = serde_json::from_str(body).unwrap();
    // The numbers kept for fiction, 06 39 98, are in the range of Mayotte.
    assert_eq!(body["to"], "+262639980001");
    let text = body["text"].as_str().unwrap();
    assert!(
        !text.contains(&rpps) && !text.contains("LEFEBVRE"),
        "{text}"
    );
    insta::assert_snapshot!("registration_sms", text);
}

async fn n01_a_gateway_out_of_order_is_tried_again(app: App) {
    let (gateway, url) = Gateway::start(&[500, 429, 200]).await;
    let app = by_gateway(&app, &url);
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    for expected in ["sms waiting 1", "sms waiting 2", "sms sent 3", "sms sent 3"] {
        app.work().await;
        assert_eq!(states(&app).await[1], expected);
        app.advance(SignedDuration::from_secs(600));
    }
    assert_eq!(gateway.calls().len(), 3);
}

async fn n01_a_number_that_the_gateway_refuses_is_not_tried_again(app: App) {
    let (gateway, url) = Gateway::start(&[400]).await;
    let app = by_gateway(&app, &url);
    app.sign_in("nadia-benali").await;
    app.register(&app.person(1)).await;
    for _ in 0..2 {
        app.work().await;
        app.advance(SignedDuration::from_secs(600));
    }
    assert_eq!(states(&app).await, ["mail sent 1", "sms refused 1"]);
    assert_eq!(gateway.calls().len(), 1);
}

async fn n01_sms_are_limited_per_number_and_day(app: App) {
    let none = app.with(|config, _| config.sms.per_number_per_day = 0);
    none.sign_in("nadia-benali").await;
    none.register(&app.person(1)).await;
    none.work().await;
    assert_eq!(states(&app).await, ["mail sent 1", "sms waiting 1"]);
    app.advance(SignedDuration::from_secs(600));
    app.work().await;
    assert_eq!(states(&app).await, ["mail sent 1", "sms sent 2"]);
}
