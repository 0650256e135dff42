namespace EduConnect.Synthesis;

/// <summary>What happens to a family in one day.</summary>
public enum FamilyEvent
{
    MobileChanges,
    MailChanges,
    MailCleared,
    ClassChanges,
    PupilLeaves,
    SchoolChanges,
    TieLost,
    TieAdded,
    NameCorrected,
    AcademieChanges,
}

/// <summary>
/// The days after the complet. What happens on a day depends only on the seed, the family and the day, so that the state on
/// any day is the sum of the days before. A move between académies is seen as a departure on that day or the next, and as
/// an arrival on that day or the next, each drawn apart: either may come first.
/// </summary>
public sealed class FamilyHistory(SynthesisOptions options, SchoolMap map)
{
    private static readonly int[] Weights = [28, 12, 4, 15, 8, 8, 6, 8, 6, 5];
    private readonly ChildMaker children = new(options, map);
    private readonly AdultMaker adults = new(options);

    /// <summary>Whether a record of the family may differ between the day before the first and the last.</summary>
    public bool IsTouched(long number, int firstDay, int lastDay)
    {
        if (firstDay <= 2 && options.Irregularities.Has(Irregularity.StillInFirstDegree))
            return true;
        for (var day = Math.Max(1, firstDay - 1); day <= lastDay; day++)
        {
            if (Happens(number, day))
                return true;
        }
        return false;
    }

    /// <summary>Lives the days from 1 to <paramref name="today"/>.</summary>
    public void Live(Family family, int today)
    {
        for (var day = 1; day <= today; day++)
        {
            if (day == 1 + (family.Number % 2))
                family.Children.ForEach(LeaveFirstDegree);
            if (Happens(family.Number, day))
                Happen(family, day, today);
        }
    }

    /// <summary>The event of a family on a day, if there is one.</summary>
    public FamilyEvent? EventOn(long number, int day)
    {
        if (!Happens(number, day))
            return null;
        var dice = new Dice(options.Seed, DiceUse.EventDetail, number, day);
        return Draw(ref dice);
    }

    private static void LeaveFirstDegree(Child child)
    {
        if (child.Shows.Contains(Irregularity.StillInFirstDegree))
            child.Enrolments.RemoveAll(enrolment => enrolment.School.Degree == AafDegree.First);
    }

    private bool Happens(long number, int day) => new Dice(options.Seed, DiceUse.Event, number, day).Chance(options.DailyChanges);

    private FamilyEvent Draw(ref Dice dice)
    {
        var drawn = (FamilyEvent)dice.Weighted(Weights);
        var canMove = options.Academies.Count > 1 && options.Irregularities.Has(Irregularity.MovesBetweenAcademies);
        return drawn == FamilyEvent.AcademieChanges && !canMove ? FamilyEvent.SchoolChanges : drawn;
    }

    private void Happen(Family family, int day, int today)
    {
        var dice = new Dice(options.Seed, DiceUse.EventDetail, family.Number, day);
        var happening = Draw(ref dice);
        var child = dice.Pick(family.Children);
        if (happening is FamilyEvent.ClassChanges or FamilyEvent.PupilLeaves or FamilyEvent.SchoolChanges or FamilyEvent.AcademieChanges)
            HappenToChild(happening, family, child, day, today, ref dice);
        else if (happening == FamilyEvent.TieLost && child.Ties.Count > 1)
            child.Ties.RemoveAt(child.Ties.Count - 1);
        else if (happening == FamilyEvent.TieAdded)
            Welcome(family, child, ref dice);
        else if (family.Adults.Find(adult => adult.Slot is Slots.Mother or Slots.Father) is { } adult)
            HappenToAdult(happening, family, adult, day);
    }

    private void HappenToAdult(FamilyEvent happening, Family family, Adult adult, int day)
    {
        switch (happening)
        {
            case FamilyEvent.MailCleared:
                adult.Mail = "";
                break;
            case FamilyEvent.MailChanges:
                adult.Mail = ContactMaker.Mail(family, adult.Slot, adult.FirstName, $"{adult.BirthName}{day}");
                break;
            case FamilyEvent.NameCorrected:
                adult.UsualName = adult.UsualName == adult.BirthName && family.AdultAt(Slots.Father) is { } other ? other.BirthName : adult.BirthName;
                break;
            default:
                adult.Mobile = ContactMaker.Mobile(options, family, adult.Slot, day);
                break;
        }
    }

    private void HappenToChild(FamilyEvent happening, Family family, Child child, int day, int today, ref Dice dice)
    {
        if (child.Enrolments.Count == 0)
            return;
        var at = child.Enrolments[0];
        var academie = at.School.AcademieIndex;
        var departure = day + dice.Below(2);
        var arrival = day + dice.Below(2);
        switch (happening)
        {
            case FamilyEvent.ClassChanges:
                child.Enrolments[0] = at with { ClassNumber = ((at.ClassNumber ?? 0) + 1) % at.School.ClassesPerLevel };
                break;
            case FamilyEvent.SchoolChanges:
                child.Enrolments[0] = children.Place(family, child, academie, family.Sector + 1 + dice.Below(Math.Max(1, map.SectorCount(academie) - 1)), ref dice);
                break;
            case FamilyEvent.AcademieChanges when academie == family.Home:
                var other = (academie + 1) % options.Academies.Count;
                var next = children.Place(family, child, other, dice.Below(map.SectorCount(other)), ref dice);
                if (arrival <= today)
                    child.Enrolments.Add(next);
                if (departure <= today)
                    child.Enrolments.RemoveAll(enrolment => enrolment.School.AcademieIndex == academie);
                break;
            default:
                child.Enrolments.Clear();
                break;
        }
    }

    private void Welcome(Family family, Child child, ref Dice dice)
    {
        if (family.AdultAt(Slots.Newcomer) is not null)
            return;
        family.Adults.Add(adults.Newcomer(family, dice.Chance(0.4)));
        child.Ties.Add(new Tie(Slots.Newcomer, 90, 2, false, true, false));
    }
}
