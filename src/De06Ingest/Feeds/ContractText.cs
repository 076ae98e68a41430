using De06Ingest.Reporting;

namespace De06Ingest.Feeds;

/// <summary>What can be wrong with a contract, a match model, a figure, a list of units or a sample: one method for
/// each text <c>contract.code</c> of the messages, with one parameter for each of its slots.</summary>
/// <remarks>Each says what is wrong and what to do. Words of a contract and texts of other programs are quoted as they
/// are.</remarks>
static class ContractText
{
    // Places.
    public static CodedText PlaceContract() => new("contract.place-contract");
    public static CodedText PlaceSection(string section) => new("contract.place-section", section);
    public static CodedText PlaceField(string name) => new("contract.place-field", name);
    public static CodedText PlaceColumn(string name) => new("contract.place-column", name);
    public static CodedText PlaceAttribute(string name) => new("contract.place-attribute", name);
    public static CodedText PlaceExample() => new("contract.place-example");
    public static CodedText PlaceModel() => new("contract.place-model");
    public static CodedText PlaceIndicator() => new("contract.place-indicator");
    public static CodedText PlaceScenario() => new("contract.place-scenario");
    public static CodedText PlaceScenarioRow() => new("contract.place-scenario-row");
    public static CodedText PlaceKind(string kind) => new("contract.place-kind", kind);
    public static CodedText PlaceLevel(string level, CodedText of) => new("contract.place-level", level, of);
    public static CodedText PlaceLevels(CodedText of) => new("contract.place-levels", of);
    public static CodedText PlaceWord(string word, CodedText place) => new("contract.place-word", word, place);

    // What stands there.
    public static CodedText ShapeNothing() => new("contract.shape-nothing");
    public static CodedText ShapeText(string text) => new("contract.shape-text", text);
    public static CodedText ShapeFile() => new("contract.shape-file");
    public static CodedText ShapeList() => new("contract.shape-list");
    public static CodedText ShapeMapping() => new("contract.shape-mapping");
    public static CodedText None() => new("contract.none");

    // What must stand there.
    public static CodedText FormOneOf(string known) => new("contract.form-one-of", known);
    public static CodedText FormBoolean() => new("contract.form-boolean");
    public static CodedText FormDuration() => new("contract.form-duration");
    public static CodedText FormShare() => new("contract.form-share");
    public static CodedText FormSize() => new("contract.form-size");
    public static CodedText FormSizeMost(long most) => new("contract.form-size-most", most);
    public static CodedText FormDay() => new("contract.form-day");
    public static CodedText FormWhole(long least, long most) => new("contract.form-whole", least, most);
    public static CodedText FormNumber(string least, string most) => new("contract.form-number", least, most);
    public static CodedText FormNumberAbove(string most) => new("contract.form-number-above", most);
    public static CodedText FormPeriod() => new("contract.form-period");
    public static CodedText FormDecimal() => new("contract.form-decimal");
    public static CodedText FormCode() => new("contract.form-code");

    // What to write.
    public static CodedText HintNearest(string word) => new("contract.hint-nearest", word);
    public static CodedText HintKnown(string known) => new("contract.hint-known", known);
    public static CodedText HintNone() => new("contract.hint-none");
    public static CodedText NeedFeed() => new("contract.need-feed");
    public static CodedText NeedTitle() => new("contract.need-title");
    public static CodedText NeedOwner() => new("contract.need-owner");
    public static CodedText NeedKey() => new("contract.need-key");
    public static CodedText NeedFields(string known) => new("contract.need-fields", known);
    public static CodedText NeedFrom() => new("contract.need-from");
    public static CodedText NeedUrl() => new("contract.need-url");
    public static CodedText NeedPageParameter() => new("contract.need-page-parameter");
    public static CodedText NeedDatePattern() => new("contract.need-date-pattern");
    public static CodedText NeedDateColumn() => new("contract.need-date-column");
    public static CodedText NeedRow() => new("contract.need-row");
    public static CodedText NeedFigure() => new("contract.need-figure");
    public static CodedText NeedText() => new("contract.need-text");
    public static CodedText NeedMapDay() => new("contract.need-map-day");

    // Why a word has no place.
    public static CodedText BecauseExact() => new("contract.because-exact");
    public static CodedText BecauseWhen(string word, string value) => new("contract.because-when", word, value);
    public static CodedText BecauseUnless(string word, string value) => new("contract.because-unless", word, value);
    public static CodedText BecauseNotDate() => new("contract.because-not-date");
    public static CodedText BecauseNoCodes() => new("contract.because-no-codes");
    public static CodedText BecauseRefused() => new("contract.because-refused");

    // Words and values anywhere.
    public static CodedText UnknownWord(string word, CodedText place, CodedText hint) =>
        new("contract.unknown-word", word, place, hint);
    public static CodedText WordMissing(CodedText place, string word, CodedText need) =>
        new("contract.word-missing", place, word, need);
    public static CodedText WordMeaningless(string word, CodedText place, CodedText because) =>
        new("contract.word-meaningless", word, place, because);
    public static CodedText WordTwice(string word, long firstLine) => new("contract.word-twice", word, firstLine);
    public static CodedText ValueWrong(CodedText called, CodedText form, string text) =>
        new("contract.value-wrong", called, form, text);
    public static CodedText NotMapping(CodedText called, CodedText shape) => new("contract.not-mapping", called, shape);
    public static CodedText NotText(CodedText called, CodedText shape) => new("contract.not-text", called, shape);
    public static CodedText NotList(CodedText called, CodedText shape) => new("contract.not-list", called, shape);
    public static CodedText NotListButText(CodedText called, string text) =>
        new("contract.not-list-but-text", called, text);
    public static CodedText ItemNotText(CodedText called, CodedText shape) =>
        new("contract.item-not-text", called, shape);

    // The file.
    public static CodedText NotYaml(string message) => new("contract.not-yaml", message);
    public static CodedText TooDeep() => new("contract.too-deep");
    public static CodedText FileEmpty() => new("contract.file-empty");
    public static CodedText SecondDocument() => new("contract.second-document");
    public static CodedText YamlAlias(string name) => new("contract.yaml-alias", name);
    public static CodedText YamlAnchor(string name) => new("contract.yaml-anchor", name);
    public static CodedText YamlTag(string name) => new("contract.yaml-tag", name);
    public static CodedText KeyNotWord(CodedText shape) => new("contract.key-not-word", shape);
    public static CodedText FolderMissing() => new("contract.folder-missing");
    public static CodedText FileNotUtf8() => new("contract.file-not-utf8");
    public static CodedText FileUnreadable(string message) => new("contract.file-unreadable", message);
    public static CodedText FileExtension() => new("contract.file-extension");
    public static CodedText FeedTwice(string feed, string file) => new("contract.feed-twice", feed, file);

    // The feed and how it is fetched and read.
    public static CodedText NotContract(CodedText shape) => new("contract.not-contract", shape);
    public static CodedText FeedName(string name) => new("contract.feed-name", name);
    public static CodedText Schedule(string text, CodedText why) => new("contract.schedule", text, why);
    public static CodedText QuartzSays(string message) => new("contract.quartz-says", message);
    public static CodedText NoSuchTime() => new("contract.no-such-time");
    public static CodedText Parts(string text) => new("contract.parts", text);
    public static CodedText UrlNotAbsolute() => new("contract.url-not-absolute");
    public static CodedText UrlWithUser() => new("contract.url-with-user");
    public static CodedText UrlNotHttps() => new("contract.url-not-https");
    public static CodedText SecretName() => new("contract.secret-name");
    public static CodedText Separator(string text) => new("contract.separator", text);

    // The extent.
    public static CodedText Extent(string text) => new("contract.extent", text);
    public static CodedText SliceSourceMissing(string slice) => new("contract.slice-source-missing", slice);
    public static CodedText SliceSourceOne(string slice) => new("contract.slice-source-one", slice);
    public static CodedText SliceNotInExtent(string word, string slice) =>
        new("contract.slice-not-in-extent", word, slice);
    public static CodedText SequenceMissing() => new("contract.sequence-missing");
    public static CodedText DateForm(string form) => new("contract.date-form", form);
    public static CodedText DateFormYear(string form) => new("contract.date-form-year", form);
    public static CodedText PatternGroup(string pattern, string example) =>
        new("contract.pattern-group", pattern, example);
    public static CodedText PatternUnit(string pattern, string example) =>
        new("contract.pattern-unit", pattern, example);

    // Columns.
    public static CodedText ColumnUnknown(string word, string name, CodedText hint) =>
        new("contract.column-unknown", word, name, hint);
    public static CodedText ColumnKind(string word, string name, string kinds) =>
        new("contract.column-kind", word, name, kinds);
    public static CodedText ColumnName(string name) => new("contract.column-name", name);
    public static CodedText ColumnReserved(string name) => new("contract.column-reserved", name);
    public static CodedText ColumnIsField(string name) => new("contract.column-is-field", name);
    public static CodedText ExtraForm(CodedText shape) => new("contract.extra-form", shape);
    public static CodedText FromEmpty(string column) => new("contract.from-empty", column);
    public static CodedText RequiredAndOptional(string column) => new("contract.required-and-optional", column);
    public static CodedText MaskNeeded(string column) => new("contract.mask-needed", column);
    public static CodedText MaskNone(string column) => new("contract.mask-none", column);
    public static CodedText FormatsOf(string column, CodedText fault) => new("contract.formats-of", column, fault);
    public static CodedText CodesMissing(string column) => new("contract.codes-missing", column);
    public static CodedText CodesForm(string column, CodedText shape) => new("contract.codes-form", column, shape);
    public static CodedText CodeTwice(string column, string word) => new("contract.code-twice", column, word);
    public static CodedText CodeWrong(string code, string column, CodedText form) =>
        new("contract.code-wrong", code, column, form);
    public static CodedText SqlNameTaken(string column, string sqlName) =>
        new("contract.sql-name-taken", column, sqlName);
    public static CodedText SqlNameReserved(string column, string sqlName) =>
        new("contract.sql-name-reserved", column, sqlName);
    public static CodedText ColumnOfCitizen(string column) => new("contract.column-of-citizen", column);
    public static CodedText SqlNameTwice(string first, string second, string sqlName) =>
        new("contract.sql-name-twice", first, second, sqlName);
    public static CodedText ColumnUnread(string column, string header, string word) =>
        new("contract.column-unread", column, header, word);

    // Rules.
    public static CodedText KeyEmpty() => new("contract.key-empty");
    public static CodedText KeyOfSlices() => new("contract.key-of-slices");
    public static CodedText KeyOptional(string column) => new("contract.key-optional", column);
    public static CodedText OnePerSubject() => new("contract.one-per-subject");
    public static CodedText NamedTwice(string word, string name) => new("contract.named-twice", word, name);
    public static CodedText ChoiceUnknown(string word, string value, CodedText hint) =>
        new("contract.choice-unknown", word, value, hint);
    public static CodedText CompareNoField(string field) => new("contract.compare-no-field", field);
    public static CodedText ConditionForm(string word) => new("contract.condition-form", word);
    public static CodedText ConditionNotCode(string word, string column) =>
        new("contract.condition-not-code", word, column);
    public static CodedText ConditionEmpty(string word) => new("contract.condition-empty", word);
    public static CodedText ConditionCode(string word, string code, string column, CodedText hint) =>
        new("contract.condition-code", word, code, column, hint);
    public static CodedText ReferenceWithoutId() => new("contract.reference-without-id");
    public static CodedText LinkForm() => new("contract.link-form");

    // Examples.
    public static CodedText ExamplesForm(CodedText shape) => new("contract.examples-form", shape);
    public static CodedText ExampleExpectsNothing() => new("contract.example-expects-nothing");
    public static CodedText ExampleRefusedEmpty() => new("contract.example-refused-empty");
    public static CodedText ExampleHeader(string header, CodedText hint) =>
        new("contract.example-header", header, hint);
    public static CodedText ExampleColumn(string name, CodedText hint) => new("contract.example-column", name, hint);
    public static CodedText ExampleWasRefused(string codes) => new("contract.example-was-refused", codes);
    public static CodedText ExampleDiffers(string what, CodedText expected, CodedText came) =>
        new("contract.example-differs", what, expected, came);
    public static CodedText Quoted(string text) => new("contract.quoted", text);
    public static CodedText Codes(string list) => new("contract.codes", list);

    // Match models and figures.
    public static CodedText BandsCrossed() => new("contract.bands-crossed");
    public static CodedText ModelWordMissing(string word) => new("contract.model-word-missing", word);
    public static CodedText ModelRows(string word, long width, CodedText shape) =>
        new("contract.model-rows", word, width, shape);
    public static CodedText ModelRowsUneven() => new("contract.model-rows-uneven");
    public static CodedText ModelSum(string word, CodedText place, string sum) =>
        new("contract.model-sum", word, place, sum);
    public static CodedText NumberWrong(string word, CodedText form, CodedText shape) =>
        new("contract.number-wrong", word, form, shape);
    public static CodedText FigureStatement(string code) => new("contract.figure-statement", code);
    public static CodedText FigureColumns(string code, string missing) =>
        new("contract.figure-columns", code, missing);
    public static CodedText FigureVariables(string statement, string variables, string values) =>
        new("contract.figure-variables", statement, variables, values);
    public static CodedText FigureUnknown(string word, string code) => new("contract.figure-unknown", word, code);

    // Rules on request, and suggestions.
    public static CodedText WitnessForm() => new("contract.witness-form");
    public static CodedText NeedPaidOn() => new("contract.need-paid-on");
    public static CodedText NeedField(string field) => new("contract.need-field", field);
    public static CodedText CheckNeeds(string check, CodedText need) => new("contract.check-needs", check, need);
    public static CodedText WordNeeds(string word, CodedText need) => new("contract.word-needs", word, need);
    public static CodedText NotKnownTo(string word, string text, CodedText hint) =>
        new("contract.not-known-to", word, text, hint);
    public static CodedText NotTime(string word, string column) => new("contract.not-time", word, column);

    // Maps of units.
    public static CodedText MapWithoutUnits() => new("contract.map-without-units");
    public static CodedText MapName(string text) => new("contract.map-name", text);
    public static CodedText UnitNameForm(string column) => new("contract.unit-name-form", column);
    public static CodedText MapDay(string text) => new("contract.map-day", text);

    // Lists of units.
    public static CodedText UnitCells(long found, long wanted) => new("contract.unit-cells", found, wanted);
    public static CodedText UnitQuotes() => new("contract.unit-quotes");
    public static CodedText UnitCellEmpty(string column) => new("contract.unit-cell-empty", column);
    public static CodedText UnitCode(string column, string code) => new("contract.unit-code", column, code);
    public static CodedText UnitKind(string name) => new("contract.unit-kind", name);
    public static CodedText UnitRelation(string word) => new("contract.unit-relation", word);
    public static CodedText UnitDaysTurned(string from, string to) => new("contract.unit-days-turned", from, to);
    public static CodedText UnitDay(string column, string text) => new("contract.unit-day", column, text);

    public static CodedText UnitCodeTwice(string code, string name, string first, long line) =>
        new("contract.unit-code-twice", code, name, first, line);

    // Days off.
    public static CodedText HolidayKind(string word) => new("contract.holiday-kind", word);
    public static CodedText HolidayTwice(string day) => new("contract.holiday-twice", day);

    // Samples for a draft.
    public static CodedText SampleEmpty() => new("contract.sample-empty");
    public static CodedText SampleZip() => new("contract.sample-zip");
    public static CodedText SampleGzip() => new("contract.sample-gzip");
    public static CodedText SampleOldOffice() => new("contract.sample-old-office");
    public static CodedText SamplePdf() => new("contract.sample-pdf");
    public static CodedText SampleHtml() => new("contract.sample-html");
    public static CodedText SampleNoHeader() => new("contract.sample-no-header");
    public static CodedText SampleDataFirst() => new("contract.sample-data-first");
    public static CodedText SampleJsonNoRows() => new("contract.sample-json-no-rows");
    public static CodedText SampleJsonBroken() => new("contract.sample-json-broken");
    public static CodedText SampleNothingKept() => new("contract.sample-nothing-kept");
}
