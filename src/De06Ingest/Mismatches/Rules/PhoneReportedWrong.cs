using De06Ingest.Values;

namespace De06Ingest.Mismatches.Rules;

/// <summary>The source itself says that the phone is wrong, as eID lists do in their reason for not
/// activated.</summary>
sealed class PhoneReportedWrong : IMismatchRule
{
    public MismatchKind Kind { get; } =
        new("phone-reported-wrong", "Nguồn báo sai số điện thoại", "Phone reported wrong by the source", 1,
            Side.Commune) { Field = "phone", IsCertain = true };

    public string? Compares => null;

    public Mismatch? Check(in MatchedPair pair)
    {
        if (pair.Contract.PhoneWrongWhen is not { } condition || !pair.Holds(condition))
        {
            return null;
        }

        var sector = pair.Sector.Phone == 0 ? null : PhoneNumber.FromNational(pair.Sector.Phone).E164;
        var reference = pair.HasCitizen && pair.Citizen.Phone != 0
            ? PhoneNumber.FromNational(pair.Citizen.Phone).E164
            : null;
        return new Mismatch(sector, reference);
    }
}
