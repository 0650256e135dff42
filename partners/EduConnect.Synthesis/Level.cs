namespace EduConnect.Synthesis;

/// <summary>One year of schooling, from petite section (0) to terminale (14).</summary>
/// <param name="Index">Place in <see cref="All"/>; the usual age at the end of the calendar year is 3 + Index.</param>
/// <param name="Name">Short name, capitals.</param>
/// <param name="LongName">Long name, for class labels; may be empty, as in real exports.</param>
/// <param name="Cycle">1st degree only: cycle label.</param>
/// <param name="Mef">National code of the curriculum, 11 characters.</param>
public sealed record Level(int Index, string Name, string LongName, string Cycle, string Mef)
{
    /// <summary>Levels of the 1st degree: the first eight; collège: the next four; lycée: the last three.</summary>
    public const int FirstOfCollege = 8;

    /// <summary>The first level of the lycée.</summary>
    public const int FirstOfLycee = 12;

    public static IReadOnlyList<Level> All { get; } =
    [
        new(0, "PS", "PETITE SECTION", "CYCLE I", "00010001110"),
        new(1, "MS", "MOYENNE SECTION", "CYCLE I", "00010001120"),
        new(2, "GS", "GRANDE SECTION", "CYCLE I", "00010001130"),
        new(3, "CP", "COURS PREPARATOIRE", "CYCLE II", "00110002110"),
        new(4, "CE1", "COURS ELEMENTAIRE 1", "CYCLE II", "00210002210"),
        new(5, "CE2", "COURS ELEMENTAIRE 2", "CYCLE II", "00210002220"),
        new(6, "CM1", "COURS MOYEN 1", "CYCLE III", "00310002210"),
        new(7, "CM2", "COURS MOYEN 2", "CYCLE III", "00310002220"),
        new(8, "6EME", "SIXIEME", "", "10010012110"),
        new(9, "5EME", "CINQUIEME", "", "10110001110"),
        new(10, "4EME", "QUATRIEME", "", "10210001110"),
        new(11, "3EME", "TROISIEME", "", "10310019110"),
        new(12, "2DE", "SECONDE", "", "20010018110"),
        new(13, "1ERE", "PREMIERE", "", "20110019110"),
        new(14, "TLE", "TERMINALE", "", "20210019110"),
    ];

    public AafDegree Degree => Index < FirstOfCollege ? AafDegree.First : AafDegree.Second;

    /// <summary>The local variant of the curriculum that some 3rd-year classes follow: letters at positions 8 and 11.</summary>
    public string LocalMef => Mef[..7] + "D" + Mef[8..10] + "A";
}
