namespace De06Ingest.Matching.Evidence;

/// <summary>How much a row and a citizen can weigh together at most while their names have not been compared.</summary>
sealed class EvidenceBound
{
    /// <summary>In place of a level: the pair cannot count.</summary>
    public const byte CannotCount = 254;

    const int Unknown = EvidenceWeights.MostStride - 1;

    /// <summary>Bits that the rarest of birth dates adds to the usual ones.</summary>
    const float MostRarity = 6;

    readonly float[] most;
    readonly float ofChildren;
    readonly float otherName;

    /// <param name="weights">The model.</param>
    /// <param name="least">Weight from which a pair counts.</param>
    public EvidenceBound(EvidenceWeights weights, float least)
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
        NeedsMoreThanBirth = different + ofChildren + Of(EvidenceAttribute.BirthDate, 0) + MostRarity
            + Of(EvidenceAttribute.Sex, 0) + Of(EvidenceAttribute.Hamlet, 0) < least;
    }

    /// <summary>True when another name beside the same birth date, sex and hamlet cannot be a match.</summary>
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

    float Of(EvidenceAttribute attribute, int level) =>
        most[((int)attribute * EvidenceWeights.MostStride) + level];
}
