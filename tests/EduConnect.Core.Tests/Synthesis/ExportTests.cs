using System.Xml;
using EduConnect.Synthesis;
using Xunit;

namespace EduConnect.Core.Tests.Synthesis;

/// <summary>What every generated export promises (AAF reference §1, §2, §11.5).</summary>
public sealed class ExportTests
{
    private static readonly SynthesisOptions Options = new() { Pupils = 1200, Academies = [.. Academie.Known.Take(2)], Deltas = 3, ChunkSize = 150 };

    [Fact]
    public void Same_seed_same_bytes_and_another_seed_other_bytes()
    {
        using var one = new Generated(Options);
        using var two = new Generated(Options);
        using var other = new Generated(Options with { Seed = 2 });
        var names = one.Files("*").Select(file => Path.GetRelativePath(one.Folder, file)).ToList();
        Assert.Equal(names, two.Files("*").Select(file => Path.GetRelativePath(two.Folder, file)));
        Assert.All(names, name => Assert.Equal(File.ReadAllBytes(Path.Combine(one.Folder, name)), File.ReadAllBytes(Path.Combine(two.Folder, name))));
        Assert.NotEqual(First(one), First(other));

        static byte[] First(Generated generated) => File.ReadAllBytes(generated.Files("*_Eleve_0000.xml").First());
    }

    [Fact]
    public void Archives_hold_the_same_bytes_twice()
    {
        var packed = Options with { Archives = true, Deltas = 0 };
        using var one = new Generated(packed);
        using var two = new Generated(packed);
        Assert.Equal(4, one.Files("*.tgz").Count());
        Assert.Equal(one.Files("*.tgz").Select(File.ReadAllBytes), two.Files("*.tgz").Select(File.ReadAllBytes));
    }

    [Fact]
    public void Files_are_valid_against_the_grammar()
    {
        using var generated = new Generated(Options with { Irregularities = IrregularityShares.Parse("-13") });
        foreach (var file in generated.Files())
        {
            using var reader = XmlReader.Create(file, new XmlReaderSettings
            {
                DtdProcessing = DtdProcessing.Parse,
                ValidationType = ValidationType.DTD,
                XmlResolver = new XmlUrlResolver(),
            });
            while (reader.Read())
            {
                // Validation errors throw.
            }
        }
    }

    [Fact]
    public void Identifier_is_the_jointure_attribute_and_is_unique_in_its_source()
    {
        using var generated = new Generated(Options);
        foreach (var feed in generated.Manifest.Steps[0].Feeds)
        {
            var people = generated.Operations(feed.Folder).Where(record => Generated.Category(record) is "Eleve" or "PersRelEleve").ToList();
            Assert.All(people, record => Assert.Equal([Generated.Id(record)], Generated.Values(record, "ENTPersonJointure")));
            Assert.Equal(people.Count, people.Select(Generated.Id).Distinct().Count());
        }
    }

    [Theory]
    [InlineData(0580189, 'R')]
    [InlineData(0049951, 'V')]
    public void Check_letter_of_known_schools(int number, char letter) => Assert.Equal(letter, UaiCode.CheckLetter(number));

    [Fact]
    public void Schools_are_invented_and_have_the_right_check_letter()
    {
        using var generated = new Generated(Options);
        var codes = generated.Records("EtabEducNat").Select(school => Generated.Values(school, "ENTStructureUAI").Single()).ToList();
        Assert.All(codes, code => Assert.Matches("^999[0-9]{4}[A-HJ-NPR-Z]$", code));
        Assert.All(codes, code => Assert.Equal(UaiCode.CheckLetter(int.Parse(code[..7])), code[7]));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    [Fact]
    [Trait("Row", "#235")]
    public void Names_carry_the_degree_the_date_and_the_academie()
    {
        using var generated = new Generated(Options);
        Assert.True(File.Exists(Path.Combine(generated.Folder, "13/2D/20260902-complet/EDUCONNECT2D-13_Complet_20260902_Eleve_0000.xml")));
        Assert.True(File.Exists(Path.Combine(generated.Folder, "10/1D/20260905-delta/EDUCONNECT1D-10_Delta_20260905_PersRelEleve_0000.xml")));
        var text = Generated.Text(File.ReadAllBytes(generated.Files("EDUCONNECT1D-10_Delta_20260905_Eleve_0000.xml").Single()));
        Assert.Contains("<!-- codeAcademieExport=\"10\" -->", text, StringComparison.Ordinal);
        Assert.Contains("<!-- degre=\"1D\" -->", text, StringComparison.Ordinal);
        Assert.Contains("<!-- dateGenerationExport=\"05/09/2026\" -->", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HeaderShape.Of2013, "FULL_ENT2D_Complet_20260902_Eleve_0000.xml", "AAF-VE1301")]
    [InlineData(HeaderShape.Of2020, "ENT2D_Complet_20260902_Eleve_0000.xml", "AAF-VE2001")]
    public void Older_shapes_say_nothing_of_the_academie(HeaderShape shape, string name, string version)
    {
        using var generated = new Generated(Options with { Shape = shape, Deltas = 0 });
        var text = Generated.Text(File.ReadAllBytes(generated.Files(name).First()));
        Assert.Contains(version, text, StringComparison.Ordinal);
        Assert.DoesNotContain("codeAcademieExport", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Old_relation_codes_rank_two_legal_guardians_at_most()
    {
        using var generated = new Generated(Options with { OldRelationCodes = true, Deltas = 0 });
        var pupils = generated.Records("Eleve").Select(pupil => Generated.Values(pupil, "ENTElevePersRelEleve").Where(value => value.Length > 0).Select(value => value.Split('$')).ToList()).ToList();
        Assert.All(pupils.SelectMany(ties => ties), tie => Assert.InRange(int.Parse(tie[1]), 1, 7));
        Assert.All(pupils, ties => Assert.True(ties.Count(tie => tie[3] == "1") <= 1 && ties.Count(tie => tie[3] == "2") <= 1));
        Assert.Contains(pupils, ties => ties.Any(tie => tie[3] == "2"));
    }

    [Fact]
    public void Latin_files_are_latin()
    {
        using var generated = new Generated(Options with { Latin = true, Deltas = 0, Irregularities = IrregularityShares.None });
        var file = generated.Files("*_Eleve_0000.xml").First();
        Assert.Contains("encoding=\"ISO-8859-15\"", System.Text.Encoding.ASCII.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal);
        Assert.Contains(generated.Records("Eleve"), pupil => Generated.Values(pupil, "givenName").Concat(Generated.Values(pupil, "ENTPersonPrenom")).Any(name => name.Contains('é', StringComparison.Ordinal)));
    }

    [Fact]
    public void Manifest_counts_what_the_files_hold()
    {
        using var generated = new Generated(Options);
        Assert.Equivalent(generated.Manifest, Manifest.Load(generated.Folder));
        foreach (var feed in generated.Manifest.Steps.SelectMany(step => step.Feeds))
        {
            var operations = generated.Operations(feed.Folder).ToList();
            foreach (var (entity, token) in new[] { (AafEntity.Pupil, "Eleve"), (AafEntity.Guardian, "PersRelEleve"), (AafEntity.School, "EtabEducNat") })
            {
                var counted = operations.Where(operation => Generated.Category(operation) == token).CountBy(operation => operation.Name.LocalName).ToDictionary();
                var told = feed.Operations.GetValueOrDefault(entity, new OperationCounts(0, 0, 0));
                Assert.Equal(told, new OperationCounts(counted.GetValueOrDefault("addRequest"), counted.GetValueOrDefault("modifyRequest"), counted.GetValueOrDefault("deleteRequest")));
            }
        }
    }

    [Fact]
    public void Pupils_are_as_many_as_asked_and_go_to_both_degrees()
    {
        using var generated = new Generated(Options with { Irregularities = IrregularityShares.None, Deltas = 0 });
        Assert.Equal(1200, generated.Records("Eleve").Count());
        Assert.All(generated.Manifest.Steps[0].Feeds, feed => Assert.True(feed.Expected.Pupils > 100));
        Assert.Equal(1200, generated.Manifest.Steps[0].Feeds.Sum(feed => feed.Expected.Pupils));
    }

    [Fact]
    public void Numbers_and_mails_belong_to_nobody()
    {
        using var generated = new Generated(Options with { Irregularities = IrregularityShares.Parse("-16") });
        var guardians = generated.Records("PersRelEleve").ToList();
        Assert.All(guardians.SelectMany(guardian => Generated.Values(guardian, "mail").Concat(Generated.Values(guardian, "ENTPersonMail"))), mail =>
            Assert.True(mail.Length == 0 || mail.EndsWith("@example.org", StringComparison.OrdinalIgnoreCase), mail));
        Assert.All(guardians.SelectMany(guardian => Generated.Values(guardian, "mobile").Concat(Generated.Values(guardian, "ENTPersRelEleveTelMobile"))), mobile =>
            Assert.Matches("^$|^(0|\\+33)(63998|70)[0-9]+$", mobile.Replace(" ", string.Empty, StringComparison.Ordinal).Replace(".", string.Empty, StringComparison.Ordinal)));
    }
}
