from privacy.data_map import columns

FIELDS = {
    "Panel": columns(
        public="round opened_scores_at needs_discussion",
        internal="id assessment smallest opened_at discussion_opened_at discussion_closed_at replies_opened_at"
        " replies_closed_at",
    ),
    "PanelUserPermission": columns(internal="id permission content_object", personal="user"),
    "PanelGroupPermission": columns(internal="id permission content_object group"),
    # who sits on a panel is nobody's but the city's; the salt would open the seal before its time
    "Seat": columns(
        public="commitment",
        internal="id panel chair drawn_in declared_at ruling ruled_at left_at sealed_at mark",
        personal="expert declared relation ruling_reason ruled_by left_because",
        secret="salt",
    ),
    # what one expert thinks: only figures of the whole panel become public
    "Score": columns(
        internal="id indicator rating confidence complete version updated_at",
        personal="seat reason suggestion reference",
    ),
    "Revision": columns(internal="id score rating version revised_at", personal="reason"),
    "Remark": columns(internal="id panel indicator written_at", personal="seat author text"),
    "PanelFigures": columns(public="agreement robustness", internal="id panel phase computed_at"),
    "Opinion": columns(
        public="number source indicator text reference uptake reason clause",
        internal="id panel score complete version updated_at",
        personal="updated_by",
    ),
    "Expert": columns(
        internal="id city version",
        personal="user number fields title title_en employer employer_en unit district since until most_cases",
    ),
    "Draw": columns(
        internal="id panel number seed method rules drawn_at", personal="candidates drawn drawn_by"
    ),
}
