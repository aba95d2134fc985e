from privacy.data_map import columns

FIELDS = {
    "Session": columns(internal="id city year number held_at place closed_at version", personal="chair"),
    "Attendance": columns(internal="id session", personal="member presence"),
    "Meeting": columns(
        public="round number quorum majority proposed",
        internal="id assessment session position opened_at closed_at",
        personal="barred",
    ),
    "MeetingUserPermission": columns(internal="id permission content_object", personal="user"),
    "MeetingGroupPermission": columns(internal="id permission content_object group"),
    # how many voted how is public, and what a dissent says; who it was is not
    "Ballot": columns(
        public="opinion",
        internal="id meeting required cast_at recused_at",
        personal="member choice recusal_reason",
    ),
    "Speech": columns(internal="id meeting position", personal="member gist"),
    "Decision": columns(
        public="outcome note deviation lapses_on supersedes tally recorded_at",
        internal="id meeting",
        personal="recorded_by",
    ),
    "Condition": columns(
        public="position text indicator owner unit due proof state met_on", internal="id decision"
    ),
    "Fulfilment": columns(
        internal="id condition text name sha256 size reported_at verdict remark verified_at",
        personal="reported_by verified_by",
    ),
    "FollowUp": columns(public="opened_at closed_at reason", internal="id decision version"),
    "Review": columns(
        public="months due summary effects done_at", internal="id decision version", personal="done_by"
    ),
}
