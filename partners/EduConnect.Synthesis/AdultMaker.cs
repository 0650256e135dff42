namespace EduConnect.Synthesis;

/// <summary>Makes the adults of a family.</summary>
public sealed class AdultMaker(SynthesisOptions options)
{
    private readonly IrregularityShares irregularities = options.Irregularities;

    /// <summary>An invented address.</summary>
    public static Address Address(ref Dice dice, Academie academie)
    {
        var complement = dice.Below(8) switch { 0 => "Bat. C", 1 => "Appt 12", _ => "" };
        var number = $"{dice.Between(1, 120)}{(dice.Chance(0.1) ? " bis" : "")}";
        return new Address($"{number} {NameBook.Street(ref dice)}", complement, $"999{dice.Between(10, 99)}", academie.Town);
    }

    /// <summary>Adds the adults; <paramref name="eldestBirth"/> is the birth year of the eldest child.</summary>
    public void Fill(Family family, Household household, ref Dice dice, int eldestBirth)
    {
        switch (household.Kind)
        {
            case HouseholdKind.Institution:
                family.Adults.Add(Institution(family));
                family.Adults.Add(Person(family, Slots.StepParent, household, eldestBirth - 30, isWoman: true, family.Address));
                return;
            case HouseholdKind.Tutor:
                family.Adults.Add(Person(family, Slots.Mother, household, eldestBirth - 45, dice.Chance(0.5), family.Address));
                break;
            case HouseholdKind.FatherAlone:
                family.Adults.Add(Person(family, Slots.Father, household, eldestBirth - dice.Between(23, 40), isWoman: false, family.Address));
                break;
            default:
                family.Adults.Add(Person(family, Slots.Mother, household, eldestBirth - dice.Between(20, 38), isWoman: true, family.Address));
                if (household.Kind != HouseholdKind.MotherAlone)
                    AddSecond(family, household, ref dice, eldestBirth);
                break;
        }
        if (household.HasStepParent)
            family.Adults.Add(Person(family, Slots.StepParent, household, eldestBirth - dice.Between(22, 42), dice.Chance(0.4), family.Address));
        if (household.HasContact)
            family.Adults.Add(Person(family, Slots.Contact, household, eldestBirth - dice.Between(48, 66), dice.Chance(0.7), Address(ref dice, options.Academies[family.Home])));
        if (dice.Chance(irregularities.Share(Irregularity.UnreferencedGuardian)))
            family.Adults.Add(Person(family, Slots.Alone, household, eldestBirth - 35, dice.Chance(0.5), family.Address, isAlone: true));
    }

    /// <summary>Somebody who joins a family later.</summary>
    public Adult Newcomer(Family family, bool isWoman)
    {
        var dice = new Dice(options.Seed, DiceUse.EventDetail, family.Number, Slots.Newcomer);
        return Person(family, Slots.Newcomer, Household.Draw(ref dice, irregularities), options.Day.Year - 40, isWoman, family.Address);
    }

    /// <summary>The record of an adult pupil as their own guardian.</summary>
    public static Adult Oneself(Family family, Child child) => new()
    {
        Slot = Slots.Oneself,
        BirthName = child.BirthName,
        UsualName = child.UsualName,
        FirstName = child.FirstName,
        Civility = child.IsGirl ? "Mme" : "M.",
        Mobile = "",
        HomePhone = "",
        Mail = "",
        Address = family.Address,
    };

    private void AddSecond(Family family, Household household, ref Dice dice, int eldestBirth)
    {
        var address = household.Kind == HouseholdKind.Separated ? Address(ref dice, options.Academies[family.Home]) : family.Address;
        var isWoman = household.Kind == HouseholdKind.TwoMothers;
        var second = Person(family, Slots.Father, household, eldestBirth - dice.Between(20, 42), isWoman, address);
        var first = family.Adults[0];
        if (dice.Chance(irregularities.Share(Irregularity.SharedContact)))
        {
            if (dice.Chance(0.5))
                second.Mobile = first.Mobile;
            else
                second.Mail = first.Mail;
        }
        family.Adults.Add(second);
        first.IsTwiceInOneBase = dice.Chance(irregularities.Share(Irregularity.TwiceInOneBase));
    }

    private static Adult Institution(Family family) => new()
    {
        Slot = Slots.Institution,
        BirthName = $"Aide sociale à l'enfance {family.Address.Town}",
        UsualName = $"Aide sociale à l'enfance {family.Address.Town}",
        FirstName = family.Number % 2 == 0 ? "" : "Service enfance",
        Civility = "",
        Mobile = "",
        HomePhone = "0199000022",
        Mail = family.Number % 3 == 0 ? "ase@example.org" : "",
        Address = family.Address,
    };

    private Adult Person(Family family, int slot, Household household, int birthYear, bool isWoman, Address address, bool isAlone = false)
    {
        var dice = new Dice(options.Seed, DiceUse.Adult, family.Number, slot);
        var birthName = slot switch
        {
            Slots.Mother => household.MotherName,
            Slots.Father when household.Kind != HouseholdKind.TwoMothers => household.FatherName,
            _ => NameBook.FamilyName(ref dice),
        };
        var firstName = household.IsHomonym ? (isWoman ? "Marie" : "Thomas") : NameBook.FirstName(ref dice, isWoman, birthYear);
        var isMarried = isWoman && slot == Slots.Mother && household.Kind == HouseholdKind.Couple && dice.Chance(0.45);
        var contact = ContactMaker.Draw(ref dice, options, family, slot, firstName, birthName);
        return new Adult
        {
            Slot = slot,
            BirthName = birthName,
            UsualName = isMarried ? household.FatherName : birthName,
            FirstName = firstName,
            Civility = dice.Chance(0.03) ? "" : isWoman ? "Mme" : "M.",
            Mobile = contact.Mobile,
            HomePhone = contact.HomePhone,
            Mail = contact.Mail,
            Address = address,
            IsAlone = isAlone,
            AloneIn = options.Degrees[dice.Below(options.Degrees.Count)],
        };
    }
}
