namespace EduConnect.Synthesis;

/// <summary>One invented school with its classes.</summary>
public sealed class School
{
    /// <summary>Place in <see cref="SchoolMap.Schools"/>, over all académies.</summary>
    public required int Index { get; init; }

    /// <summary>Place of its académie in the options.</summary>
    public required int AcademieIndex { get; init; }

    public required AafDegree Degree { get; init; }

    /// <summary>Identifier inside its feed; the same numbers occur in other feeds.</summary>
    public required int AafId { get; init; }

    public required string Uai { get; init; }

    /// <summary>Type abbreviation: E.P.PU, CLG, LGT.</summary>
    public required string Abbreviation { get; init; }

    public required string TypeLabel { get; init; }

    /// <summary>Nature code of the national nomenclature.</summary>
    public required string TypeCode { get; init; }

    /// <summary>Name without abbreviation, as typed (accents, mixed case).</summary>
    public required string Name { get; init; }

    public required bool IsPrivate { get; init; }

    public required string Street { get; init; }

    /// <summary>1st degree: structure number of the circonscription.</summary>
    public required string Circonscription { get; init; }

    public required int FirstLevel { get; init; }

    public required int LastLevel { get; init; }

    /// <summary>Classes of one level; two levels share one when <see cref="IsDoubleLevel"/>.</summary>
    public required int ClassesPerLevel { get; init; }

    /// <summary>Small schools: one class for two levels.</summary>
    public required bool IsDoubleLevel { get; init; }

    /// <summary>How this school names its classes (2nd degree) or its teachers (1st degree).</summary>
    public required int Style { get; init; }

    /// <summary>The académie of the school.</summary>
    public required Academie Academie { get; init; }

    /// <summary>Every class: level index and number inside the level.</summary>
    public IEnumerable<(int Level, int Number)> Classes()
    {
        for (var level = FirstLevel; level <= LastLevel; level += IsDoubleLevel ? 2 : 1)
        {
            for (var number = 0; number < ClassesPerLevel; number++)
                yield return (level, number);
        }
    }

    /// <summary>The level whose class a pupil of this level sits in.</summary>
    public int ClassLevel(int level) => IsDoubleLevel ? level - ((level - FirstLevel) % 2) : level;

    /// <summary>Name of a class, which is its key in the 2nd degree.</summary>
    public string ClassName(int level, int number)
    {
        var name = Level.All[level].Name;
        return Style switch
        {
            0 => $"{name} {(char)('A' + number)}",
            1 => $"{name[0]}{(char)('A' + number)}",
            2 => $"{name[0]}{number + 1:00}",
            _ => level >= Level.FirstOfLycee ? $"{name}  GENERALE {number + 1}" : $"{name} {number + 1}",
        };
    }

    /// <summary>1st degree: number of a class, unique in the académie and stable when the label changes.</summary>
    public int ClassId(int level, int number) => 30_000 + (Index * 100) + (level * 6) + number;

    /// <summary>1st degree: label of a class, with the teacher's name.</summary>
    public string ClassLabel(int level, int number, int version)
    {
        var dice = new Dice(Style, DiceUse.School, Index, (level * 10) + number, version);
        var levels = IsDoubleLevel && level < LastLevel ? $"{Level.All[level].Name}-{Level.All[level + 1].Name}" : Level.All[level].Name;
        var title = dice.Chance(0.8) ? "MME" : "M.";
        return $"{levels} {title} {NameBook.Capitals(NameBook.FamilyName(ref dice), accents: false)}";
    }
}
