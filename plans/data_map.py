from privacy.data_map import columns

FIELDS = {
    # a plan is the office's until its matter is published
    "PlanItem": columns(
        internal="id city year unit title title_en summary indicator_set matter_class quarter state reason moved_to"
        " version proposed_at decided_at",
        personal="proposed_by decided_by",
    ),
}
