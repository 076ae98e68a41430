using De06Ingest.Synthetic.Linkage.Errors;

namespace De06Ingest.Synthetic.Linkage;

/// <summary>
/// How often a sector strays from the register: for every kind of error, in how many of 10,000 rows it is tried.
/// </summary>
/// <remarks>
/// Cells go wrong independently, and one cell has at most one error. Where a kind has nothing to spoil (a name without
/// a middle name, a date without a day) nothing is planted, so that it is found less often than it is tried. The rates
/// are estimates: no count of a real sector's errors by kind is public. They are set so that two rows of five have an
/// error, as lists have that were kept by hand for years, and so that hardly any row stops saying who is meant.
/// </remarks>
static class ErrorProfile
{
    /// <summary>Every kind. Those of <see cref="Cell.Id"/> are tried in rows that give an id.</summary>
    public static IReadOnlyList<(IRowError Error, int Per10000)> Rates { get; } =
    [
        // Lists were kept in spreadsheets since long before the twelve digits; many still have the old number.
        (new IdZerosLost(), 300), (new IdIsLegacy(), 250), (new IdIsFormerLegacy(), 300), (new IdDigitWrong(), 80),
        (new IdDigitsSwapped(), 40), (new IdScientific(), 40), (new IdOfRelative(), 30), (new IdScientificLossy(), 20),

        (new NameMiddleMissing(), 120), (new NameAbbreviated(), 60), (new NameHonorific(), 60),
        (new NameOrderSwapped(), 40),

        (new NameDiacriticsLost(), 400), (new NameToneWrong(), 150), (new NameTypo(), 120),
        (new NameToneMisplaced(), 100), (new NameIOrY(), 100), (new NameInitialConfused(), 80),

        // What is left of the systems of before 2000.
        (new NameTcvn3(), 50), (new NameVni(), 40), (new NameMojibake(), 40),

        (new BirthYearOnly(), 400), (new BirthFirstOfJanuary(), 120), (new BirthDayMonthSwapped(), 80),
        (new BirthDigitWrong(), 60), (new BirthYearOff(), 60), (new BirthLunar(), 60), (new BirthExcelSerial(), 40),

        (new SexMissing(), 150), (new SexWrong(), 50),

        // Phones age fastest: article after article names them as what keeps accounts from being activated.
        (new PhoneMissing(), 1500), (new PhoneChanged(), 900), (new PhoneOldPrefix(), 300),
        (new PhoneOfRelative(), 250), (new PhoneGeneric(), 100), (new PhoneDigitWrong(), 60),

        (new UnitOldCode(), 300), (new HomeMoved(), 300), (new UnitMissing(), 150), (new UnitNeighbour(), 80),
    ];

    /// <summary>The id that a share of the rows does not give at all: <see cref="TruthSetOptions.Ids"/>.</summary>
    public static IRowError NoId { get; } = new IdMissing();

    /// <summary>Of a thousand rows with an id, those that give the CMND beside it, right and in its own cell.</summary>
    public const int LegacyBeside = 100;

    /// <summary>Of a thousand grown people whose number the register lacks, those whom the sector can call.</summary>
    public const int PhoneOnlyHere = 400;
}
