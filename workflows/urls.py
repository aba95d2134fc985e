from django.urls import path

from workflows.views import assigning, calendar, cases, editions, handing, ledger, meetings, returns, signing

app_name = "workflows"
urlpatterns = [
    path("desk/", cases.show_desk, name="desk"),
    path("ledger/", ledger.show_ledger, name="ledger"),
    path("ledger/export/", ledger.export_ledger, name="export_ledger"),
    path("ledger/figures/", ledger.show_figures, name="ledger_figures"),
    path("ledger/remind/", ledger.remind, name="remind"),
    path("ledger/assign/", ledger.assign, name="assign_handler"),
    path("cases/new/", cases.open_case, name="open_case"),
    path("cases/<slug:code>/", cases.show_case, name="show_case"),
    path("cases/<slug:code>/moves/<slug:action>/", cases.move_case, name="move_case"),
    path("cases/<slug:code>/report/", cases.show_issuing, name="show_issuing"),
    path("cases/<slug:code>/report/retry/", cases.retry_report, name="retry_report"),
    path("cases/<slug:code>/deadline/", cases.extend_deadline, name="extend_deadline"),
    path("calendar/", calendar.show_calendar, name="calendar"),
    path("calendar/import/", calendar.import_days, name="import_days"),
    path("calendar/<str:day>/", calendar.save_day, name="save_day"),
    path("cases/<slug:code>/edition/", editions.show_edition, name="show_edition"),
    path("cases/<slug:code>/edition/move/", editions.move_edition, name="move_edition"),
    path("cases/<slug:code>/edition/stay/", editions.stay, name="stay"),
    path("cases/<slug:code>/earlier/", editions.show_earlier, name="show_earlier"),
    path("cases/<slug:code>/returns/", returns.show_returns, name="show_returns"),
    path("cases/<slug:code>/returns/check/", returns.check_items, name="check_items"),
    path("cases/<slug:code>/signature/", signing.show_signing, name="show_signing"),
    path("cases/<slug:code>/hand-over/", handing.hand_over, name="hand_over"),
    path("cases/<slug:code>/assignments/", assigning.show_assignments, name="show_assignments"),
    path("cases/<slug:code>/assignments/ask/", assigning.assign_indicators, name="assign_indicators"),
    path("cases/<slug:code>/assignments/take-back/", assigning.take_back, name="take_back"),
    path("cases/<slug:code>/assignments/give-back/", assigning.give_back, name="give_back"),
    path("cases/<slug:code>/meeting/", meetings.show_meeting, name="show_meeting"),
    path("cases/<slug:code>/meeting/vote/", meetings.post_vote, name="post_vote"),
    path("cases/<slug:code>/meeting/decision/", meetings.post_decision, name="post_decision"),
]
