namespace De06Ingest.Mismatches.Suggestions;

/// <summary>How likely a suggested value is right: a logistic sum over its evidence, and for phones a curve that brings
/// the sum to what was measured.</summary>
/// <remarks>Fitted to the truth set of five sectors (seeds 11, 23 and 37, 40,000 citizens each), and held by a test
/// against seeds that it was not fitted to; README.md has the figures. What the sum does not see, such as sectors that
/// copy from the register, is in the truth set too.</remarks>
static class SuggestionModel
{
    /// <summary>Weights of a field. Ages: told within a year, within three, before, and who knows when.</summary>
    sealed record Weights(double Base, double Reference, double ReferenceOther)
    {
        public double[] Agree { get; init; } = [0, 0, 0, 0];
        public double[] Other { get; init; } = [0, 0, 0, 0];
        public double[] Own { get; init; } = [0, 0, 0, 0];

        /// <summary>For each sector that agrees beyond the first.</summary>
        public double More { get; init; }
        public double Holder { get; init; }
        public double Certain { get; init; }

        /// <summary>What the sum says, and the share that was right; between two points a straight line.</summary>
        public (double Said, double Right)[] Curve { get; init; } = [(0, 0), (1, 1)];
    }

    /// <summary>An account says since when it has its phone, and so do most sectors: the newer telling wins.</summary>
    static readonly Weights Phone = new(Base: -1.11, Reference: 1.07, ReferenceOther: -0.38)
    {
        Agree = [2.82, 1.18, -0.67, -0.67],
        Other = [-1.72, -0.81, 0.14, 0.14],
        Own = [-2.70, -1.02, 0.22, -0.60],
        More = -0.05,
        Holder = -0.74,
        Certain = 0.50,
        Curve =
        [
            (0, 0), (0.032, 0.033), (0.066, 0.062), (0.142, 0.111), (0.221, 0.187), (0.265, 0.228), (0.321, 0.330),
            (0.376, 0.416), (0.443, 0.496), (0.554, 0.570), (0.627, 0.687), (0.752, 0.765), (0.834, 0.785),
            (0.867, 0.849), (0.908, 0.910), (0.959, 0.922), (0.989, 0.935), (1, 0.940),
        ],
    };

    /// <summary>A birth date does not change, so how many agree is all that counts.</summary>
    static readonly Weights BirthDate = new(Base: 1.96, Reference: 2.65, ReferenceOther: -0.69)
    {
        Agree = [2.04, 2.04, 2.04, 2.04],
        Other = [-0.97, -0.97, -0.97, -0.97],
        Own = [-4.22, -4.22, -4.22, -4.22],
        More = 1.18,
    };

    static readonly Weights Name = new(Base: 1.70, Reference: 2.56, ReferenceOther: -0.86)
    {
        Agree = [1.72, 1.72, 1.72, 1.72],
        Other = [-0.72, -0.72, -0.72, -0.72],
        Own = [-3.84, -3.84, -3.84, -3.84],
        More = 1.80,
    };

    static readonly Weights HomeUnit = new(Base: -0.65, Reference: 0.26, ReferenceOther: -0.91)
    {
        Agree = [2.45, 0.40, -1.31, -1.31],
        Other = [-0.98, -0.99, 0.08, 0.08],
        Own = [-3.36, -0.56, 1.93, 0],
        More = 0.50,
    };

    /// <summary>Between 0 and 1, in thousandths; the same evidence gives the same number everywhere.</summary>
    public static decimal Confidence(string field, in Evidence evidence)
    {
        var weights = field switch
        {
            "phone" => Phone,
            "birthDate" => BirthDate,
            "name" => Name,
            _ => HomeUnit,
        };
        var said = 1 / (1 + Math.Exp(-Sum(weights, evidence)));
        return Math.Round((decimal)Math.Clamp(OnCurve(weights.Curve, said), 0.001, 0.999), 3);
    }

    static double Sum(Weights w, in Evidence evidence) =>
        w.Base
        + (evidence.Reference ? w.Reference : 0)
        + (evidence.ReferenceOther ? w.ReferenceOther : 0)
        + Sum(w.Agree, evidence.Agree) + Sum(w.Other, evidence.Other) + Sum(w.Own, evidence.Own)
        + (Math.Max(0, Capped(evidence.Agree) - 1) * w.More)
        + (Math.Min(evidence.Holders, 2) * w.Holder)
        + (evidence.IsCertain ? w.Certain : 0);

    static double Sum(double[] weights, in TellingCounts counts) =>
        (Math.Min(counts.WithinYear, 2) * weights[0]) + (Math.Min(counts.WithinThree, 2) * weights[1])
        + (Math.Min(counts.Before, 2) * weights[2]) + (Math.Min(counts.Undated, 2) * weights[3]);

    static int Capped(in TellingCounts counts) => Math.Min(counts.WithinYear, 2) + Math.Min(counts.WithinThree, 2)
        + Math.Min(counts.Before, 2) + Math.Min(counts.Undated, 2);

    static double OnCurve((double Said, double Right)[] curve, double said)
    {
        var at = 1;
        while (at < curve.Length - 1 && curve[at].Said < said)
        {
            at++;
        }

        var (from, to) = (curve[at - 1], curve[at]);
        return from.Right + ((said - from.Said) / (to.Said - from.Said) * (to.Right - from.Right));
    }
}
