namespace EduConnect.Synthesis;

/// <summary>Writes what one source knows of a family: pupil records first, then guardian records.</summary>
public sealed class FamilyRendering(SynthesisOptions options)
{
    private readonly PupilRendering pupils = new(options);
    private readonly GuardianRendering guardians = new(options);

    /// <summary>Every record of the family in the source; none when it has no child there.</summary>
    public IEnumerable<AafRecord> Render(Family family, Feed feed)
    {
        foreach (var child in family.Children)
        {
            foreach (var enrolment in In(child, feed))
                yield return pupils.Render(family, child, enrolment, feed);
        }
        foreach (var (adult, second) in Known(family, feed))
            yield return guardians.Render(family, adult, feed, second);
    }

    /// <summary>Whether a source holds anything of the family.</summary>
    public static bool Knows(Family family, Feed feed)
    {
        foreach (var child in family.Children)
        {
            foreach (var enrolment in child.Enrolments)
            {
                if (enrolment.School.AcademieIndex == feed.AcademieIndex && enrolment.School.Degree == feed.Degree)
                    return true;
            }
        }
        return false;
    }

    /// <summary>The enrolments of a child that a source holds.</summary>
    public static IEnumerable<Enrolment> In(Child child, Feed feed) =>
        child.Enrolments.Where(enrolment => enrolment.School.AcademieIndex == feed.AcademieIndex && enrolment.School.Degree == feed.Degree);

    /// <summary>The adults a source holds, each with whether it is the record typed twice.</summary>
    public static IEnumerable<(Adult Adult, bool Second)> Known(Family family, Feed feed)
    {
        var here = family.Children.Where(child => In(child, feed).Any()).ToList();
        foreach (var adult in family.Adults)
        {
            if (adult.IsAlone ? here.Count > 0 && adult.AloneIn == feed.Degree : IsTied(family, here, adult, feed, second: false))
                yield return (adult, false);
            if (IsTied(family, here, adult, feed, second: true))
                yield return (adult, true);
        }
    }

    /// <summary>What one source typed of an adult.</summary>
    public GuardianRendering.Typed Type(Family family, Adult adult, Feed feed, bool second) => guardians.Type(family, adult, feed, second);

    private static bool IsTied(Family family, List<Child> here, Adult adult, Feed feed, bool second)
    {
        foreach (var child in here)
        {
            foreach (var tie in PupilRendering.TiesIn(child, feed.Degree))
            {
                if (tie.AdultSlot == adult.Slot && PupilRendering.UsesSecondNumber(family, child, tie) == second)
                    return true;
            }
        }
        return false;
    }
}
