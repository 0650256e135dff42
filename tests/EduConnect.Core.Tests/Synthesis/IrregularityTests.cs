using System.Text;
using System.Xml.Linq;
using EduConnect.Synthesis;
using Xunit;

namespace EduConnect.Core.Tests.Synthesis;

/// <summary>Every row of the irregularities table (AAF reference §8) can be switched on and off, and shows when it is on.</summary>
[Trait("Row", "AAF §8")]
public sealed class IrregularityTests(IrregularityTests.Clean clean) : IClassFixture<IrregularityTests.Clean>
{
    private static readonly SynthesisOptions Options = new() { Pupils = 4600, Academies = [.. Academie.Known.Take(2)], ChunkSize = 200 };

    /// <summary>How each row is seen in the files.</summary>
    private static readonly Dictionary<Irregularity, Func<Generated, bool>> Signs = new()
    {
        [Irregularity.EmptyIne] = generated => Pupils(generated).Any(pupil => One(pupil, "ENTEleveINE").Length == 0),
        [Irregularity.TwiceInOneBase] = generated => Guardians(generated).Any(guardian => int.Parse(Generated.Id(guardian)) % 32 is 24 or 25),
        [Irregularity.Homonyms] = generated => Guardians(generated).Where(guardian => One(guardian, "ENTPersonNomPatro").Trim() == "MARTIN").Select(guardian => One(guardian, "givenName").Trim()).Count(name => name is "Marie" or "Thomas") > 10,
        [Irregularity.NoGuardian] = generated => Pupils(generated).Any(pupil => !Ties(pupil).Any()),
        [Irregularity.UnreferencedGuardian] = generated => Guardians(generated).Select(Generated.Id).Except(Referenced(generated)).Any(),
        [Irregularity.MissingGuardian] = generated => Referenced(generated).Except(Guardians(generated).Select(Generated.Id)).Any(),
        [Irregularity.MissingSchool] = generated => Pupils(generated).Any(pupil => One(pupil, "ENTPersonStructRattach") == PupilRendering.UnknownSchool),
        [Irregularity.TwoSchools] = generated => Pupils(generated).Select(pupil => One(pupil, "ENTEleveINE")).Where(ine => ine.Length > 0).CountBy(ine => ine).Any(count => count.Value > 1)
            && Pupils(generated).Any(pupil => Generated.Values(pupil, "ENTEleveClasses").Count == 2),
        [Irregularity.StillInFirstDegree] = generated => Pupils(generated).GroupBy(pupil => One(pupil, "ENTEleveINE")).Any(group => group.Key.Length > 0 && group.Any(IsSecond) && !group.All(IsSecond)),
        [Irregularity.Classes] = generated => Pupils(generated).Any(pupil => IsSecond(pupil) && One(pupil, "ENTEleveClasses").Length == 0)
            && generated.Records("EtabEducNat").Any(school => Generated.Values(school, "ENTStructureClasses").CountBy(one => one).Any(count => count.Value > 1)),
        [Irregularity.EmptyChunk] = generated => generated.Files().Any(file => !Generated.Load(file).Root!.HasElements),
        [Irregularity.Encoding] = OddFiles,
        [Irregularity.EmptySchool] = generated => Pupils(generated).Any(pupil => One(pupil, "ENTPersonStructRattach").Length == 0),
        [Irregularity.DirtyText] = generated => Guardians(generated).Any(guardian => One(guardian, "ENTPersonNomPatro").StartsWith(' '))
            && Pupils(generated).Any(pupil => Generated.Values(pupil, "ENTPersonAutresPrenoms").Any(name => name.Length > 255))
            && Guardians(generated).Any(guardian => One(guardian, "ENTPersonAdresse").Contains("Porte $ droite", StringComparison.Ordinal)),
        [Irregularity.BadContact] = generated => Guardians(generated).Any(guardian => One(guardian, "mail") is { Length: > 0 } mail && !mail.Contains('@', StringComparison.Ordinal))
            && Guardians(generated).Any(guardian => One(guardian, "mobile").Any(char.IsLetter)),
        [Irregularity.OwnGuardian] = generated => Pupils(generated).Any(pupil => Ties(pupil).Any(tie => tie.Contains("$70$1$", StringComparison.Ordinal))),
        [Irregularity.SharedContact] = generated => Guardians(generated).Where(IsSecond).Where(guardian => One(guardian, "mail").Length > 0).GroupBy(guardian => One(guardian, "mail")).Any(group => group.Select(guardian => One(guardian, "personalTitle")).Distinct().Count() > 1),
        [Irregularity.Institution] = generated => Guardians(generated).Any(guardian => One(guardian, "personalTitle").Length == 0 && One(guardian, "givenName").Length == 0),
    };

    public static TheoryData<Irregularity> Rows => [.. Signs.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_row_shows_when_it_is_on_and_not_when_it_is_off(Irregularity row)
    {
        using (var with = new Generated(Options with { Irregularities = IrregularityShares.Parse($"{(int)row}") }))
            Assert.True(Signs[row](with), $"row {(int)row} does not show");
        Assert.False(Signs[row](clean.Export), $"row {(int)row} shows although it is off");
    }

    [Fact]
    public void Every_row_shows_in_an_ordinary_generation()
    {
        using var generated = new Generated(Options);
        Assert.All(Signs, sign => Assert.True(sign.Value(generated), sign.Key.ToString()));
    }

    [Theory]
    [InlineData("-13,-15", 18)]
    [InlineData("1,5", 2)]
    [InlineData("none", 0)]
    public void Rows_are_chosen_by_number(string text, int count) => Assert.Equal(count, IrregularityShares.Parse(text).Rows.Count());

    [Theory]
    [InlineData("99")]
    [InlineData("x")]
    [InlineData("20")]
    public void An_unknown_row_is_refused(string text) => Assert.Throws<FormatException>(() => IrregularityShares.Parse(text));

    [Theory]
    [InlineData(Damage.Truncated)]
    [InlineData(Damage.Hole)]
    [InlineData(Damage.ZeroBytes)]
    [InlineData(Damage.OtherAcademie)]
    public void Damage_spoils_the_first_academie(Damage damage)
    {
        var options = Options with { Pupils = 1000, Irregularities = IrregularityShares.None };
        using var whole = new Generated(options);
        using var spoilt = new Generated(options with { Damage = damage });
        Assert.NotEqual(Bytes(whole), Bytes(spoilt));

        static List<(string, long)> Bytes(Generated generated) =>
            [.. generated.Files().Where(file => file.Contains("-13_", StringComparison.Ordinal)).Select(file => (Path.GetFileName(file), new FileInfo(file).Length + File.ReadAllText(file).GetHashCode(StringComparison.Ordinal)))];
    }

    /// <summary>An export without any irregularity, made once.</summary>
    public sealed class Clean : IDisposable
    {
        internal Generated Export { get; } = new(Options with { Irregularities = IrregularityShares.None, Pupils = 1500 });

        public void Dispose() => Export.Dispose();
    }

    private static IEnumerable<XElement> Pupils(Generated generated) => generated.Records("Eleve");

    private static IEnumerable<XElement> Guardians(Generated generated) => generated.Records("PersRelEleve");

    private static bool IsSecond(XElement record) => Generated.Values(record, "sn").Count > 0;

    private static string One(XElement record, string name) => Generated.Values(record, name) is [var first, ..] ? first : "@";

    private static IEnumerable<string> Ties(XElement pupil) =>
        Generated.Values(pupil, "ENTElevePersRelEleve").Concat(Generated.Values(pupil, "ENTEleveAutoriteParentale")).Where(value => value.Length > 0);

    private static HashSet<string> Referenced(Generated generated) => [.. Pupils(generated).SelectMany(Ties).Select(tie => tie.Split('$')[0])];

    private static bool OddFiles(Generated generated)
    {
        var texts = generated.Files().Select(file => Encoding.Latin1.GetString(File.ReadAllBytes(file))).ToList();
        return texts.Any(text => !text.Contains("<?xml", StringComparison.Ordinal))
            && texts.Any(text => text.Contains("&eacute;", StringComparison.Ordinal))
            && texts.Any(text => text.Contains("&#233;", StringComparison.Ordinal))
            && texts.Any(text => text.Contains("\r\n", StringComparison.Ordinal))
            && texts.Any(text => !text.Contains('\n', StringComparison.Ordinal) && text.Contains('\r', StringComparison.Ordinal))
            && texts.Any(text => text.Contains("\"ISO-8859-15\"", StringComparison.Ordinal) && text.Contains("Ã©", StringComparison.Ordinal));
    }
}
