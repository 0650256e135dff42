namespace EduConnect.Synthesis;

/// <summary>A family as the country knows it; what a source knows of it is made from this by the renderings.</summary>
public sealed class Family
{
    /// <summary>Its number, from which everything else follows.</summary>
    public required long Number { get; init; }

    /// <summary>Place of its académie in the options.</summary>
    public required int Home { get; init; }

    public required int Sector { get; init; }

    public required Address Address { get; init; }

    public List<Child> Children { get; } = [];

    public List<Adult> Adults { get; } = [];

    /// <summary>The adult of a slot.</summary>
    public Adult? AdultAt(int slot) => Adults.Find(adult => adult.Slot == slot);
}

/// <summary>A postal address in the invented town of an académie.</summary>
public sealed record Address(string Street, string Complement, string PostCode, string Town);

/// <summary>A pupil.</summary>
public sealed class Child
{
    /// <summary>Place in the family, 0 to 5; part of its source numbers.</summary>
    public required int Slot { get; init; }

    public required string BirthName { get; init; }

    public required string UsualName { get; set; }

    public required string FirstName { get; init; }

    public required string SecondName { get; init; }

    public required bool IsGirl { get; init; }

    public required DateOnly BirthDate { get; init; }

    public required int Level { get; init; }

    /// <summary>National number; empty for those who have none yet.</summary>
    public required string Ine { get; init; }

    public List<Tie> Ties { get; } = [];

    /// <summary>Where sources say the child goes: usually one, two for the irregular, none once gone.</summary>
    public List<Enrolment> Enrolments { get; } = [];

    /// <summary>The irregularities this child's records show.</summary>
    public HashSet<Irregularity> Shows { get; } = [];
}

/// <summary>One pupil record of one source.</summary>
/// <param name="Variant">0 for the child's own number in that source, 1 for a second record of the same child.</param>
/// <param name="School">School of enrolment.</param>
/// <param name="ClassNumber">Class inside the level; null: not assigned yet.</param>
/// <param name="Host">2nd degree: school where some lessons are followed; 1st degree: second school of enrolment.</param>
public sealed record Enrolment(int Variant, School School, int Level, int? ClassNumber, School? Host = null);

/// <summary>A guardian, a person in charge, a contact or an institution.</summary>
public sealed class Adult
{
    /// <summary>Place in the family; part of its source numbers.</summary>
    public required int Slot { get; init; }

    public required string BirthName { get; init; }

    public required string UsualName { get; set; }

    public required string FirstName { get; set; }

    /// <summary>M., Mme, or empty when it was not entered or for an institution.</summary>
    public required string Civility { get; init; }

    /// <summary>As a person would dictate it: ten digits, or free text when irregular; empty when unknown.</summary>
    public required string Mobile { get; set; }

    public required string HomePhone { get; init; }

    public required string Mail { get; set; }

    public required Address Address { get; init; }

    /// <summary>1 as soon as a source knows the person under a second number, typed differently.</summary>
    public bool IsTwiceInOneBase { get; set; }

    /// <summary>True for a guardian whom no pupil references.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Which source knows an adult whom no pupil references.</summary>
    public AafDegree AloneIn { get; init; }
}

/// <summary>What ties an adult to a child.</summary>
/// <param name="AdultSlot">The adult; one that does not exist makes a reference to nobody.</param>
/// <param name="Relation">New code of the relation table (10 mother, 20 father, 70 oneself…).</param>
/// <param name="LegalLevel">1 legal guardian, 2 person in charge, 0 contact.</param>
public sealed record Tie(int AdultSlot, int Relation, int LegalLevel, bool IsFinancial, bool IsContact, bool IsPaid);
