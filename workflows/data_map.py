from privacy.data_map import columns

FIELDS = {
    "Case": columns(
        internal="id assessment state round withdrawn_from stage_since due_at", personal="handler"
    ),
    "CaseUserPermission": columns(internal="id permission content_object", personal="user"),
    "CaseGroupPermission": columns(internal="id permission content_object group"),
    "StageClock": columns(internal="id case stage round entered_at allowed due_at left_at"),
    "CalendarDay": columns(internal="id city day works note"),
    # one row of the office's ledger, kept beside the case
    "CaseSummary": columns(
        internal="case city unit code title title_en search year set_code depth depth_name depth_name_en planned"
        " triggered stage stage_name stage_name_en waits_for round returns stage_since due_at ended outcome"
        " answers_total answers_complete negatives unknowns order",
        personal="handler responsible",
    ),
}
