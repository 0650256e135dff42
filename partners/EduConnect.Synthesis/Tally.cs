namespace EduConnect.Synthesis;

/// <summary>What an importer should hold of one source after a step, counted from the families and not from the files.</summary>
public sealed class Tally
{
    public int Schools { get; set; }

    /// <summary>Pupil records whose school is in the files.</summary>
    public int Pupils { get; set; }

    /// <summary>Pupil records whose school is not: to be skipped.</summary>
    public int PupilsOfUnknownSchool { get; set; }

    /// <summary>Guardian records, whether anybody refers to them or not.</summary>
    public int Guardians { get; set; }

    /// <summary>Ties between a pupil counted above and a guardian record in the files, each pair once, oneself not counted.</summary>
    public int LegalLinks { get; set; }

    public int InChargeLinks { get; set; }

    public int ContactLinks { get; set; }

    /// <summary>Ties of adult pupils to their own guardian record: no guardian account.</summary>
    public int LinksToOneself { get; set; }

    /// <summary>Ties of pupils counted above to a guardian who is not in the files.</summary>
    public int DanglingLinks { get; set; }

    /// <summary>2nd degree: pupil records entitled to an account (two records with one INE make one account).</summary>
    public int PupilRecordsWithAccount { get; set; }

    /// <summary>Guardian records with at least one legal or in-charge tie.</summary>
    public int GuardianRecordsWithAccount { get; set; }

    /// <summary>The figures as they are now.</summary>
    public Tally Copy() => (Tally)MemberwiseClone();

    /// <summary>Adds (1) or takes away (-1) what a family brings to a source.</summary>
    public void Count(Family family, Feed feed, int sign)
    {
        foreach (var child in family.Children)
        {
            var records = FamilyRendering.In(child, feed).Count();
            if (records == 0)
                continue;
            if (child.Shows.Contains(Irregularity.MissingSchool))
            {
                PupilsOfUnknownSchool += sign * records;
                continue;
            }
            Pupils += sign * records;
            if (feed.Degree == AafDegree.Second)
                PupilRecordsWithAccount += sign * records;
            CountTies(family, child, feed, sign * records);
        }
        foreach (var (adult, second) in FamilyRendering.Known(family, feed))
        {
            Guardians += sign;
            if (IsEntitled(family, adult, second, feed))
                GuardianRecordsWithAccount += sign;
        }
    }

    /// <summary>Whether a guardian record gives right to an account.</summary>
    public static bool IsEntitled(Family family, Adult adult, bool second, Feed feed) =>
        adult.Slot != Slots.Oneself && family.Children.Any(child =>
            !child.Shows.Contains(Irregularity.MissingSchool)
            && FamilyRendering.In(child, feed).Any()
            && PupilRendering.TiesIn(child, feed.Degree).Any(tie =>
                tie.AdultSlot == adult.Slot && tie.LegalLevel > 0 && PupilRendering.UsesSecondNumber(family, child, tie) == second));

    private void CountTies(Family family, Child child, Feed feed, int sign)
    {
        foreach (var tie in PupilRendering.TiesIn(child, feed.Degree).DistinctBy(tie => tie.AdultSlot))
        {
            if (family.AdultAt(tie.AdultSlot) is null)
                DanglingLinks += sign;
            else if (tie.Relation == 70)
                LinksToOneself += sign;
            else if (tie.LegalLevel == 0)
                ContactLinks += sign;
            else if (tie.LegalLevel == 1 || feed.Degree == AafDegree.First)
                LegalLinks += sign;
            else
                InChargeLinks += sign;
        }
    }
}
