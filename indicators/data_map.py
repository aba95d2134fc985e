from privacy.data_map import columns

FIELDS = {
    "IndicatorSet": columns(
        public="code edition name name_en content content_hash", internal="id owner note loaded_at"
    ),
    "Aspect": columns(public="code position name name_en", internal="id indicator_set"),
    "Indicator": columns(
        public="code position name name_en question question_en evidence evidence_en crc_articles groups red_line",
        internal="id indicator_set aspect",
    ),
    "DraftSet": columns(
        internal="id owner based_on data created_at updated_at published_as discarded_at",
        personal="created_by updated_by",
    ),
}
