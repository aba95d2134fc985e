from privacy.data_map import columns

FIELDS = {
    "DisclosureReview": columns(
        internal="id assessment prepared_at signed_at version", personal="prepared_by signed_by"
    ),
    # what lies under a black box
    "Redaction": columns(public="ground", internal="id review place start end note", secret="original"),
    "ChildText": columns(
        public="decided said changes stays",
        internal="id assessment version updated_at",
        personal="updated_by",
    ),
    "Publication": columns(
        public="record record_hash code ledger_position title title_en outcome area area_name area_name_en concluded"
        " search signature key proof frozen_at published_at reissued_at",
        internal="id assessment",
    ),
    # whose words a quote is: by it a child could be told from the others of a session
    "Quotation": columns(internal="id publication place", minor="remark"),
    "Replaced": columns(public="record_hash code reason replaced_at", internal="id publication files"),
    "Edition": columns(public="kind sha256 size suffix made_at", internal="id publication"),
    "Retraction": columns(public="reason retracted_at", internal="id publication", personal="retracted_by"),
    "WordTemplate": columns(internal="id city name sha256 size accepted_at", personal="accepted_by"),
    # a tip has no sender; what it says may name people all the same
    "MissingAssessment": columns(
        internal="id city matter where told_at answer answered_at version",
        personal="note answered_by",
        secret="receipt",
    ),
}
