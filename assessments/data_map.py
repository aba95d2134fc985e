from privacy.data_map import columns

FIELDS = {
    "Assessment": columns(
        public="code indicator_set title title_en summary summary_en matter_class drafting_unit drafting_started"
        " draft_closes ages depth gate plan_year trigger illustrative",
        # companies that work on the draft, and whose people may not judge it
        internal="id plan_item contractors created_at locked_at",
        personal="responsible created_by",
    ),
    "AssessmentUserPermission": columns(internal="id permission content_object", personal="user"),
    "AssessmentGroupPermission": columns(internal="id permission content_object group"),
    "Screening": columns(
        public="answers depth conclusion grounds",
        internal="id assessment closed_at version updated_at",
        personal="updated_by",
    ),
    "Answer": columns(
        public="indicator rating reach groups facts mitigation directness term reversibility numbers grade residual"
        " reason reference",
        internal="id assessment complete version updated_at",
        personal="updated_by",
    ),
    "ArchivedAnswer": columns(
        internal="id assessment indicator content updated_at archived_at", personal="updated_by"
    ),
    "GroupFinding": columns(
        public="group position rating grounds",
        internal="id assessment complete version updated_at",
        personal="updated_by",
    ),
    # the files stay inside; their names and hashes are listed
    "Evidence": columns(
        public="name content_type size sha256 dated confidentiality",
        internal="id assessment scan uploaded_at removed_at",
        personal="uploaded_by",
    ),
    "Citation": columns(
        public="indicator page", internal="id evidence cited_at removed_at", personal="cited_by"
    ),
    "OfflineCopy": columns(
        internal="id assessment number indicator_set content taken_at", personal="taken_by"
    ),
    # a document sent in: its properties may name whoever wrote it
    "Proposal": columns(
        internal="id assessment indicator_set origin copy content remarks made_at accepted_at",
        personal="source made_by",
    ),
    "ChildCount": columns(
        public="age group number source year basis gap",
        internal="id assessment version updated_at",
        personal="updated_by",
    ),
    "ParticipationPlan": columns(
        public="link method when whom reason_for_none",
        internal="id assessment version updated_at",
        personal="updated_by",
    ),
    "Assignment": columns(
        internal="id assessment indicator unit due note assigned_at done_at withdrawn_at",
        personal="assigned_by done_by",
    ),
    "Return": columns(internal="id assessment number note returned_at closed_at", personal="returned_by"),
    "ReturnedItem": columns(internal="id returned part code reason note read version"),
}
