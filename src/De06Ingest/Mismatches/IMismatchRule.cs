using De06Ingest.Feeds;
using De06Ingest.Intake.Normalise;
using De06Ingest.Matching;
using De06Ingest.Mismatches.Across;
using De06Ingest.Units;

namespace De06Ingest.Mismatches;

/// <summary>One kind of disagreement between a sector row and the reference. A file in <c>Rules/</c> is a rule; the
/// program finds it there.</summary>
interface IMismatchRule
{
    MismatchKind Kind { get; }

    /// <summary>Word of the contract's <c>compare</c> that switches the rule on; null for a rule that always
    /// applies.</summary>
    string? Compares { get; }

    /// <summary>The rule applies only where the contract asks for its code under <c>check</c>.</summary>
    bool IsOnRequest => false;

    /// <summary>The two values that disagree, or null.</summary>
    Mismatch? Check(in MatchedPair pair);
}

/// <summary>A row and the citizen it was matched with; <see cref="HasCitizen"/> is false for an unmatched
/// row.</summary>
readonly ref struct MatchedPair(
    FeedContract contract, SectorRecord sector, ReferenceIndex? reference, FoundCitizen found,
    UnitScope? units = null, UnitCarry? home = null)
{
    public FeedContract Contract { get; } = contract;
    public SectorRecord Sector { get; } = sector;
    public bool HasCitizen { get; } = found.Citizen >= 0;

    /// <summary>Why the row's personal id leads to nobody or to somebody else, as in <see cref="Matcher"/>; null when
    /// it leads to the citizen. Evidence may have found the citizen all the same.</summary>
    public string? NotById { get; } = found.NotById;
    public ref readonly Citizen Citizen => ref reference![found.Citizen];
    public ReadOnlySpan<byte> CitizenName => reference!.Name(found.Citizen);

    /// <summary>Personal id of the citizen, or null.</summary>
    public string? CitizenId => HasCitizen ? reference!.IdOf(found.Citizen) : null;

    /// <summary>Both sides place the citizen in one unit, each on its own map.</summary>
    public bool HomesAgree => UnitSlot.Of(Sector.HomeUnit, Sector.HomeUnitLength) is var slot
        && (home is null ? slot == Citizen.HomeUnit : home.Agrees(slot, Citizen.HomeUnit));

    /// <summary>The sector's unit on the map in force: a change of maps does not change what is wrong.</summary>
    public string? SectorHomeText => (units ?? UnitScope.None).Text(Sector);

    public string CitizenHomeText =>
        (units ?? UnitScope.None).Text(Citizen.HomeUnit, reference!.UnitMap);

    /// <summary>True when the column of the condition holds one of its codes.</summary>
    public bool Holds(ColumnCondition condition)
    {
        var column = Contract.IndexOf(condition.Column);
        ref readonly var cell = ref Sector.Cells[column];
        return cell.HasValue && condition.Codes.Contains(CodeOf(Contract.Columns[column], cell));
    }

    /// <summary>The fault of a citizen's field, or null.</summary>
    public CellFault? FaultOf(string column)
    {
        foreach (var fault in Sector.Faults)
        {
            if (fault.Column == column)
            {
                return fault;
            }
        }

        return null;
    }

    static string CodeOf(ColumnSpec column, in Cell cell) => CodeWords.Of(column).Text((int)cell.Number);
}

/// <summary>Both values as people read them; personal data.</summary>
readonly record struct Mismatch(string? SectorValue, string? ReferenceValue);

/// <summary>What a kind of mismatch is called and who should correct it.</summary>
/// <param name="Code">Stable code.</param>
/// <param name="Severity">1 blocks a service to the citizen, 2 must be corrected, 3 a matter of form.</param>
sealed record MismatchKind(string Code, string TitleVi, string TitleEn, int Severity, Side Corrects)
{
    /// <summary>The field that is wrong, a word of <see cref="ContractWords.Witnessed"/>, for which a right value may
    /// be suggested; null when it is none of these.</summary>
    public string? Field { get; init; }

    /// <summary>The sector's value of the field is surely wrong; otherwise the reference's may be.</summary>
    public bool IsCertain { get; init; }
}

/// <summary>Side that should correct by default.</summary>
enum Side { Sector, Reference, Commune, Undecided }

/// <summary>The rules that a contract switches on.</summary>
static class MismatchRules
{
    /// <summary>A later row of one subject, or a second row with one key and other content: found by the
    /// pass.</summary>
    public static readonly MismatchKind DuplicateSubject = new(
        "duplicate-subject", "Một người có nhiều dòng", "Duplicate subject", 2, Side.Sector);

    /// <summary>Every rule of the program, by code.</summary>
    public static IReadOnlyList<IMismatchRule> All { get; } =
        [.. typeof(IMismatchRule).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IMismatchRule)))
            .Select(type => (IMismatchRule)Activator.CreateInstance(type)!)
            .OrderBy(rule => rule.Kind.Code, StringComparer.Ordinal)];

    public static IReadOnlyList<MismatchKind> Kinds { get; } =
        [.. All.Select(rule => rule.Kind).Append(DuplicateSubject).Concat(SetRules.All.Select(rule => rule.Kind))
            .OrderBy(k => k.Code, StringComparer.Ordinal)];

    /// <summary>Codes that a contract may list under <c>check</c>.</summary>
    public static IReadOnlyList<string> OnRequest { get; } =
        [.. All.Where(rule => rule.IsOnRequest).Select(rule => rule.Kind.Code)
            .Concat(SetRules.All.Select(rule => rule.Kind.Code)).Order(StringComparer.Ordinal)];

    /// <summary>False for a rule across the set, which is settled after the pass.</summary>
    public static bool IsOfThePass(string code) => SetRules.All.All(rule => rule.Kind.Code != code);

    /// <summary>The rules for this contract: none for the reference and for registers, which are compared with
    /// nothing.</summary>
    public static IMismatchRule[] For(FeedContract contract) =>
        contract.IsMatched
            ? [.. All.Where(rule => rule.IsOnRequest
                ? contract.Check.Contains(rule.Kind.Code)
                : rule.Compares is null || contract.Compare.Contains(rule.Compares))]
            : [];
}
