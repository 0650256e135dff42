namespace EduConnect.Synthesis;

/// <summary>Makes the children of a family, enrols them and ties them to the adults.</summary>
public sealed class ChildMaker(SynthesisOptions options, SchoolMap map)
{
    private readonly IrregularityShares irregularities = options.Irregularities;

    public void Add(Family family, Household household, int slot, int level, int startYear)
    {
        var dice = new Dice(options.Seed, DiceUse.Child, family.Number, slot);
        var isGirl = dice.Chance(0.49);
        var year = startYear - 3 - level - (level > Level.FirstOfCollege && dice.Chance(0.07) ? dice.Between(1, 2) : 0);
        var child = new Child
        {
            Slot = slot,
            BirthName = household.ChildName,
            UsualName = dice.Chance(0.03) ? household.MotherName : household.ChildName,
            FirstName = NameBook.FirstName(ref dice, isGirl, year),
            SecondName = dice.Chance(0.6) ? NameBook.FirstName(ref dice, isGirl, year - 55) : "",
            IsGirl = isGirl,
            BirthDate = new DateOnly(year, 1, 1).AddDays(dice.Below(365)),
            Level = level,
            Ine = Ine(family, slot, ref dice),
        };
        family.Children.Add(child);
        Enrol(family, child, ref dice);
        Tie(family, household, child, ref dice);
    }

    /// <summary>The school of a child in a sector, and a class in it.</summary>
    public Enrolment Place(Family family, Child child, int academie, int sector, ref Dice dice, int variant = 0)
    {
        var choice = dice.Chance(0.85) ? (int)(family.Number % 1009) : dice.Below(1009);
        var school = map.For(academie, sector, child.Level, choice);
        return new Enrolment(variant, school, child.Level, dice.Below(school.ClassesPerLevel));
    }

    private string Ine(Family family, int slot, ref Dice dice)
    {
        var letters = $"{(char)('A' + dice.Below(26))}{(char)('A' + dice.Below(26))}";
        if (dice.Chance(irregularities.Share(Irregularity.EmptyIne)))
            return "";
        var serial = (family.Number * 6) + slot;
        return $"{99 - (serial / 10_000_000):00}{serial % 10_000_000:0000000}{letters}";
    }

    private void Enrol(Family family, Child child, ref Dice dice)
    {
        var academies = options.Academies.Count;
        var isElsewhere = dice.Chance(academies > 1 ? 0.02 : 0);
        var isOtherSector = dice.Chance(0.03);
        var academie = isElsewhere ? (family.Home + 1) % academies : family.Home;
        var sector = isElsewhere || isOtherSector ? dice.Below(map.SectorCount(academie)) : family.Sector;
        var enrolment = Place(family, child, academie, sector, ref dice);
        enrolment = Disturb(child, enrolment, academie, sector, ref dice);
        child.Enrolments.Insert(0, enrolment);
        if (child.Level == Level.FirstOfCollege && options.Degrees.Count == 2 && dice.Chance(irregularities.Share(Irregularity.StillInFirstDegree)))
        {
            var primary = map.For(academie, sector, child.Level - 1, (int)(family.Number % 1009));
            child.Enrolments.Add(new Enrolment(0, primary, child.Level - 1, dice.Below(primary.ClassesPerLevel)));
            child.Shows.Add(Irregularity.StillInFirstDegree);
        }
    }

    private Enrolment Disturb(Child child, Enrolment enrolment, int academie, int sector, ref Dice dice)
    {
        foreach (var row in new[] { Irregularity.MissingSchool, Irregularity.EmptySchool, Irregularity.DirtyText })
        {
            if (dice.Chance(irregularities.Share(row)))
                child.Shows.Add(row);
        }
        if (dice.Chance(irregularities.Share(Irregularity.Classes)) && !child.Shows.Contains(Irregularity.EmptySchool))
            return enrolment with { ClassNumber = null };
        if (child.Ine.Length == 0 || !dice.Chance(irregularities.Share(Irregularity.TwoSchools)))
            return enrolment;
        child.Shows.Add(Irregularity.TwoSchools);
        var other = map.For(academie, sector + 1, child.Level, dice.Below(1009));
        if (other == enrolment.School)
            return enrolment;
        if (dice.Chance(0.5))
            return enrolment with { Host = other };
        child.Enrolments.Add(new Enrolment(1, other, child.Level, dice.Below(other.ClassesPerLevel)));
        return enrolment;
    }

    private void Tie(Family family, Household household, Child child, ref Dice dice)
    {
        if (dice.Chance(irregularities.Share(Irregularity.NoGuardian)))
        {
            child.Shows.Add(Irregularity.NoGuardian);
            return;
        }
        var isOwn = child.BirthDate.AddYears(18) <= options.Day && child.Slot == 0 && dice.Chance(irregularities.Share(Irregularity.OwnGuardian));
        foreach (var adult in family.Adults.Where(adult => !adult.IsAlone && adult.Slot != Slots.Oneself))
            child.Ties.Add(TieTo(adult, household, isOwn));
        if (isOwn)
        {
            child.Shows.Add(Irregularity.OwnGuardian);
            child.Ties.Insert(0, new Tie(Slots.Oneself, 70, 1, true, true, false));
            family.Adults.Add(AdultMaker.Oneself(family, child));
        }
        if (dice.Chance(irregularities.Share(Irregularity.MissingGuardian)))
        {
            child.Shows.Add(Irregularity.MissingGuardian);
            child.Ties.Add(new Tie(Slots.Nobody, 90, 1, false, true, false));
        }
        if (child.Shows.Contains(Irregularity.DirtyText) && child.Ties.Count > 1)
        {
            child.Ties[1] = child.Ties[1] with { Relation = dice.Chance(0.5) ? 99 : child.Ties[1].Relation };
            child.Ties.Add(child.Ties[0]);
        }
    }

    private static Tie TieTo(Adult adult, Household household, bool isOwn) => adult.Slot switch
    {
        Slots.Contact => new Tie(adult.Slot, 38, 0, false, true, false),
        Slots.StepParent when household.Kind == HouseholdKind.Institution => new Tie(adult.Slot, 42, 2, false, true, false),
        Slots.StepParent => new Tie(adult.Slot, 90, isOwn ? 0 : 2, false, true, false),
        Slots.Institution => new Tie(adult.Slot, 51, 1, false, true, true),
        Slots.Father => new Tie(adult.Slot, household.Kind == HouseholdKind.TwoMothers ? 10 : 20, isOwn ? 0 : 1, household.Kind == HouseholdKind.FatherAlone, true, false),
        _ => new Tie(adult.Slot, household.Kind == HouseholdKind.Tutor ? 50 : 10, isOwn ? 0 : 1, true, true, household.Kind == HouseholdKind.MotherAlone),
    };
}
