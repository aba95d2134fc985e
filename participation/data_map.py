"""Children's words and what tells of a single child are sensitive by law. What becomes public is made from them by
somebody: sentences without names (themes), quotes where the session allows them, and counts that hide small ones."""

from privacy.data_map import columns

FIELDS = {
    "Session": columns(
        public="number link held_on place method facilitator told_back told_back_on",
        internal="id assessment guardian_consent child_assent may_use may_quote may_publish quality version created_at"
        " updated_at",
        personal="created_by updated_by",
    ),
    # a count of one is a child
    "Attendance": columns(internal="id session age group", minor="number"),
    "Theme": columns(
        public="number said uptake reason",
        internal="id assessment complete version updated_at",
        personal="updated_by",
    ),
    "ThemeLock": columns(internal="id assessment locked_at"),
    # `sheet` says which words are of one child
    "Remark": columns(
        internal="id session number theme question taken_back_at erased_at recorded_at",
        minor="text quote sheet",
    ),
    "Collection": columns(
        internal="id session questions promise opened_at closes_at closed_at",
        personal="opened_by",
        secret="token",
    ),
    "Sheet": columns(
        internal="id collection session received_on taken_back_at erased_at", minor="key faces waiting"
    ),
    "Absence": columns(
        public="link reason signed_at",
        internal="id assessment version updated_at",
        personal="updated_by signed_by",
    ),
    # everything here may be about a child who is being harmed
    "Concern": columns(
        internal="id city raised_at handling version updated_at",
        personal="raised_by updated_by",
        minor="case context text note",
    ),
    "PublicNotice": columns(
        public="number content opened_on closes_on ending", internal="id assessment round closed_at"
    ),
    "CommentGroup": columns(
        public="number said uptake reason",
        internal="id notice complete version updated_at",
        personal="updated_by",
    ),
    # whoever comments may be a child; with the receipt an answer is read
    "Comment": columns(
        internal="id notice is_child state group received_on moderated_at erased_at",
        personal="note moderated_by",
        minor="text",
        secret="receipt",
    ),
}
