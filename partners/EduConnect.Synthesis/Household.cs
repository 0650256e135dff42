namespace EduConnect.Synthesis;

/// <summary>Who lives with whom.</summary>
public enum HouseholdKind
{
    Couple,
    Separated,
    MotherAlone,
    FatherAlone,
    TwoMothers,
    Tutor,
    Institution,
}

/// <summary>The shape of a family and its names, drawn before its members.</summary>
public sealed record Household(HouseholdKind Kind, string FatherName, string MotherName, string ChildName, bool HasStepParent, bool HasContact)
{
    private static readonly int[] Weights = [66, 18, 12, 2, 1, 1];

    public static Household Draw(ref Dice dice, IrregularityShares irregularities)
    {
        var kind = dice.Chance(irregularities.Share(Irregularity.Institution)) ? HouseholdKind.Institution : (HouseholdKind)dice.Weighted(Weights);
        var isHomonym = dice.Chance(irregularities.Share(Irregularity.Homonyms));
        var father = NameBook.FamilyName(ref dice);
        var mother = NameBook.FamilyName(ref dice);
        if (isHomonym)
            (father, mother) = ("Martin", "Martin");
        var child = dice.Weighted([78, 10, 8, 4]) switch
        {
            0 => father,
            1 => mother,
            2 => $"{father}-{mother}",
            _ => $"{mother} {father}",
        };
        return new Household(kind, father, mother, child, dice.Chance(kind == HouseholdKind.Separated ? 0.35 : 0.02), dice.Chance(0.14))
        {
            IsHomonym = isHomonym,
        };
    }

    /// <summary>The adults bear names that others bear too.</summary>
    public bool IsHomonym { get; private init; }
}
