namespace De06Ingest.Matching.Evidence;

/// <summary>How much a row and a citizen can weigh together at most while their names have not been compared.</summary>
sealed class EvidenceBound
{
    /// <summary>In place of a level: the pair cannot count.</summary>
    public const byte CannotCount = 254;

    const int Unknown = EvidenceWeights.MostStride - 1;

    readonly float[] most;
    readonly float ofChildren;
    readonly float otherName;

    /// <param name="weights">The model.</param>
    /// <param name="least">Weight from which a pair counts.</param>
    /// <param name="citizens">How many citizens there are.</param>
    public EvidenceBound(EvidenceWeights weights, float least, int citizens)
    {
        most = weights.AllMost.ToArray();
        ofChildren = weights.MostOfChildren(EvidenceAttribute.Name);
        otherName = float.NegativeInfinity;
        for (var level = 1; level <= EvidenceLevels.PossibleName; level++)
        {
            otherName = Math.Max(otherName, Of(EvidenceAttribute.Name, level));
        }

        var different = Of(EvidenceAttribute.Name, EvidenceLevels.DifferentName);
        OtherNameOverDifferent = otherName - different;
        NeedsMoreThanBirth = different + weights.Rarity(EvidenceAttribute.BirthDate, 0, 1, 1, citizens)
            + Of(EvidenceAttribute.BirthDate, 0) + BesideOtherName(weights, EvidenceAttribute.Sex, 0)
            + BesideOtherName(weights, EvidenceAttribute.HomeUnit, 1)
            + BesideOtherName(weights, EvidenceAttribute.Hamlet, 1)
            + BesideOtherName(weights, EvidenceAttribute.Phone, 2)
            + BesideOtherName(weights, EvidenceAttribute.LegacyId, 2)
            + BesideOtherName(weights, EvidenceAttribute.PersonalId, 2) < least;
    }

    /// <summary>True when a different name beside the same birth date and sex cannot be a match, if no number and no
    /// place agrees.</summary>
    public bool NeedsMoreThanBirth { get; }

    /// <summary>What the bound loses where names of other letters turn out to be different ones.</summary>
    public float OtherNameOverDifferent { get; }

    /// <param name="levels">All levels but the name's.</param>
    /// <param name="probe">The row.</param>
    /// <param name="citizen">The citizen.</param>
    public float Of(PairLevels levels, in EvidenceProbe probe, in Citizen citizen)
    {
        var sum = ofChildren + Name(probe, citizen);
        sum += Of(EvidenceAttribute.BirthDate, levels, probe.BirthRarity);
        sum += Of(EvidenceAttribute.Sex, levels, 0);
        sum += Of(EvidenceAttribute.Phone, levels, probe.PhoneRarity);
        sum += Of(EvidenceAttribute.HomeUnit, levels, probe.UnitRarity);
        sum += Of(EvidenceAttribute.Hamlet, levels, 0);
        sum += Of(EvidenceAttribute.LegacyId, levels, probe.LegacyRarity);
        return sum + Of(EvidenceAttribute.PersonalId, levels, probe.IdRarity);
    }

    float Name(in EvidenceProbe probe, in Citizen citizen) =>
        probe.NameFull == 0 || citizen.NameFull == 0 ? 0
        : probe.NameFull == citizen.NameFull ? Of(EvidenceAttribute.Name, 0) + probe.FullNameRarity
        : probe.NameFolded == citizen.NameFolded ? otherName + (probe.FoldedNameRarity > 0 ? probe.FoldedNameRarity : 0)
        : otherName;

    float Of(EvidenceAttribute attribute, PairLevels levels, float rarity)
    {
        var level = levels[attribute];
        return level == 0 ? Of(attribute, 0) + rarity : Of(attribute, level < Unknown ? level : Unknown);
    }

    /// <summary>Most that an attribute adds from this level on, or by being unknown, where the name is a different
    /// one.</summary>
    static float BesideOtherName(EvidenceWeights weights, EvidenceAttribute attribute, byte from)
    {
        var leansOnName = weights.Parent((int)attribute) == (int)EvidenceAttribute.Name;
        var name = PairLevels.Unknown.With(EvidenceAttribute.Name, EvidenceLevels.DifferentName);
        var found = 0f;
        for (var level = from; level < EvidenceAttributes.Levels((int)attribute).Count; level++)
        {
            found = Math.Max(found, leansOnName
                ? weights.Bits((int)attribute, name.With(attribute, level))
                : weights.Most(attribute, level));
        }

        return found;
    }

    float Of(EvidenceAttribute attribute, int level) =>
        most[((int)attribute * EvidenceWeights.MostStride) + level];
}
