namespace EduConnect.Synthesis;

/// <summary>
/// The schools of every académie. A sector is the neighbourhood of one collège: its écoles, and the lycée it shares with
/// the next sector. Only this map stays in memory: about 450 pupils for one school object.
/// </summary>
public sealed class SchoolMap
{
    private const int CollegeSize = 300;
    private const int PrimarySize = 170;
    private readonly List<School> schools = [];
    private readonly List<Sector>[] sectors;
    private readonly SynthesisOptions options;
    private readonly List<string> names;

    public SchoolMap(SynthesisOptions options)
    {
        this.options = options;
        names = [.. TextList.Read("schools")];
        sectors = new List<Sector>[options.Academies.Count];
        for (var academie = 0; academie < sectors.Length; academie++)
            sectors[academie] = Draw(academie);
    }

    /// <summary>Every school, by its index.</summary>
    public IReadOnlyList<School> Schools => schools;

    /// <summary>The schools of one feed.</summary>
    public IEnumerable<School> Of(int academie, AafDegree degree) =>
        schools.Where(school => school.AcademieIndex == academie && school.Degree == degree);

    /// <summary>How many sectors an académie has.</summary>
    public int SectorCount(int academie) => sectors[academie].Count;

    /// <summary>The school of a sector that teaches a level; which école of several is chosen by <paramref name="choice"/>.</summary>
    public School For(int academie, int sector, int level, int choice)
    {
        var where = sectors[academie][sector % sectors[academie].Count];
        return level switch
        {
            < Level.FirstOfCollege => where.Primaries[choice % where.Primaries.Count],
            < Level.FirstOfLycee => where.College,
            _ => where.Lycee,
        };
    }

    private List<Sector> Draw(int academie)
    {
        var levels = options.Degrees.Count == 2 ? 15.0 : options.Degrees[0] == AafDegree.First ? 8 : 7;
        var perLevel = options.Pupils / (double)options.Academies.Count / levels;
        var count = Math.Max(1, (int)Math.Round(perLevel * 4 / CollegeSize));
        var drawn = new List<Sector>(count);
        School? lycee = null;
        for (var sector = 0; sector < count; sector++)
        {
            var inSector = perLevel / count;
            var primaries = Math.Max(2, (int)Math.Round(inSector * 8 / PrimarySize));
            if (sector % 2 == 0)
                lycee = Add(academie, AafDegree.Second, Level.FirstOfLycee, 14, inSector * 2);
            var college = Add(academie, AafDegree.Second, Level.FirstOfCollege, 11, inSector);
            var ecoles = Enumerable.Range(0, primaries).Select(_ => Add(academie, AafDegree.First, 0, 7, inSector / primaries)).ToList();
            drawn.Add(new Sector(ecoles, college, lycee!));
        }
        return drawn;
    }

    private School Add(int academie, AafDegree degree, int firstLevel, int lastLevel, double perLevel)
    {
        var dice = new Dice(options.Seed, DiceUse.School, schools.Count);
        var inFeed = schools.Count(school => school.AcademieIndex == academie && school.Degree == degree);
        var isDouble = degree == AafDegree.First && perLevel < 18;
        var school = new School
        {
            Index = schools.Count,
            AcademieIndex = academie,
            Academie = options.Academies[academie],
            Degree = degree,
            AafId = 7001 + inFeed,
            Uai = UaiCode.Invented(schools.Count),
            Abbreviation = degree == AafDegree.First ? "E.P.PU" : firstLevel == Level.FirstOfCollege ? "CLG" : "LGT",
            TypeLabel = degree == AafDegree.First ? "ECOLE PRIMAIRE" : firstLevel == Level.FirstOfCollege ? "COLLEGE" : "LYCEE GENERAL ET TECHNOLOGIQUE",
            TypeCode = degree == AafDegree.First ? "151" : firstLevel == Level.FirstOfCollege ? "340" : "302",
            Name = names[(schools.Count * 7) % names.Count],
            IsPrivate = degree == AafDegree.Second && inFeed % 10 == 9,
            Street = $"{dice.Between(1, 80)} {NameBook.Street(ref dice)}",
            Circonscription = $"{8700 + (inFeed / 30)}",
            FirstLevel = firstLevel,
            LastLevel = lastLevel,
            ClassesPerLevel = Math.Clamp((int)Math.Round(perLevel * (isDouble ? 2 : 1) / 25), 1, 6 * (degree == AafDegree.First ? 1 : 4)),
            IsDoubleLevel = isDouble,
            Style = inFeed % 4,
        };
        schools.Add(school);
        return school;
    }

    private sealed record Sector(List<School> Primaries, School College, School Lycee);
}
