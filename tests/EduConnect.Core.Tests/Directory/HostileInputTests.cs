using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using EduConnect.Core.Directory.Importing;
using EduConnect.Testing.Storage;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Files that must change nothing at all (S-XM1, S-XM5, "Bad input" of the directory import).</summary>
[Trait("Rule", "S-XM1")]
public sealed class HostileInputTests() : StorageSuite(Engine.Sqlite)
{
    private string Folder => Path.Combine(Stores.Folder, "in");

    private ImportHarness Harness => new(Stores, Clock);

    [Fact]
    public async Task A_truncated_file_is_refused_and_named()
    {
        var text = Sample();
        text.Write(Folder);
        var path = Path.Combine(Folder, text.FileName("Eleve"));
        File.WriteAllText(path, text.Document("Eleve")[..^40]);
        var report = await Harness.RefusedAsync(Folder, "well-formed");
        Assert.Contains(text.FileName("Eleve"), report.Reasons[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE ficAlimMENESR [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>", "document type")]
    [InlineData("<!DOCTYPE ficAlimMENESR SYSTEM \"http://example.org/ficAlimMENESR.dtd\">", "document type")]
    [InlineData("<!DOCTYPE ficAlimMENESR SYSTEM \"ficAlimMENESR.dtd\" [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]>", "document type")]
    [InlineData("<!DOCTYPE html>", "document type")]
    [InlineData("<!-- a comment --><!DOCTYPE lolz [<!ENTITY lol \"lol\">]>", "document type")]
    public async Task Any_other_document_type_is_refused(string doctype, string reason)
    {
        var text = Sample();
        text.Doctype = doctype;
        text.Write(Folder);
        await Harness.RefusedAsync(Folder, reason);
    }

    [Theory]
    [InlineData("&unknown;")]
    [InlineData("&#0;")]
    [InlineData("\u0001")]
    public async Task A_reference_or_sign_that_xml_forbids_is_refused(string text) =>
        await RefusedInEleveAsync($"<addRequest><identifier><id>{text}</id></identifier></addRequest>", "well-formed");

    [Fact]
    public async Task A_text_of_ten_megabytes_is_refused() =>
        await RefusedInEleveAsync($"<addRequest><identifier><id>{new string('x', 10_000_000)}</id></identifier></addRequest>", "longer than");

    [Fact]
    public async Task A_million_nested_tags_are_refused() =>
        await RefusedInEleveAsync(string.Concat(Enumerable.Repeat("<a>", 1_000_000)), "grammar");

    [Theory]
    [InlineData("<renameRequest/>")]
    [InlineData("<addRequest><attributes><attr><value>x</value></attr></attributes></addRequest>")]
    [InlineData("<modifyRequest><modifications><modification name=\"sn\" operation=\"delete\"><value/></modification></modifications></modifyRequest>")]
    [InlineData("<deleteRequest><attributes/></deleteRequest>")]
    [InlineData("words between records")]
    public async Task What_leaves_the_grammar_is_refused(string body) => await RefusedInEleveAsync(body, "grammar");

    [Fact]
    public async Task An_empty_file_is_refused()
    {
        var text = Sample();
        text.Write(Folder);
        File.WriteAllText(Path.Combine(Folder, text.FileName("PersRelEleve")), "");
        await Harness.RefusedAsync(Folder, "empty");
    }

    [Theory]
    [InlineData(1, 3, "chunk 0002")]
    [InlineData(2, 3, "chunk 0001")]
    public async Task A_hole_in_the_numbers_is_refused(int second, int third, string missing)
    {
        var text = Sample();
        text.Write(Folder);
        foreach (var chunk in new[] { second, third })
        {
            File.WriteAllText(Path.Combine(Folder, text.FileName("Eleve", chunk)), text.Document("Matiere"));
        }

        await Harness.RefusedAsync(Folder, missing);
    }

    [Fact]
    public async Task A_complet_without_guardians_file_is_refused()
    {
        var text = Sample();
        text.Write(Folder);
        File.Delete(Path.Combine(Folder, text.FileName("PersRelEleve")));
        await Harness.RefusedAsync(Folder, "no guardian file");
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-32")]
    public async Task An_encoding_of_two_or_four_bytes_is_refused(string name)
    {
        var text = Sample();
        text.Encoding = Encoding.GetEncoding(name);
        text.Write(Folder);
        foreach (var file in System.IO.Directory.GetFiles(Folder))
        {
            File.WriteAllBytes(file, [.. text.Encoding.GetPreamble(), .. File.ReadAllBytes(file)]);
        }

        await Harness.RefusedAsync(Folder, "encoding");
    }

    [Fact]
    [Trait("Rule", "S-XM5")]
    public async Task More_than_half_a_percent_of_bad_records_refuses_the_whole_and_fewer_set_them_aside()
    {
        var text = Sample();
        Enumerable.Range(0, 400).ToList().ForEach(i => text.Pupil($"5{i:000}", "NOM", "Prénom", "01/02/2012"));
        text.Add("Eleve", "categoriePersonne", "Eleve", "9001", [("ENTPersonJointure", ["9002"]), ("sn", ["AUTRE"])]);
        text.Add("Eleve", "categoriePersonne", "Martien", "9003", [("ENTPersonJointure", ["9003"]), ("sn", ["AUTRE"])]);
        text.Write(Folder);
        var report = await Harness.AppliedAsync(Folder);
        Assert.Equal(2, report.Rejected.Count);
        Assert.Equal(1, report.Pupils.Rejected);
        Assert.Contains(report.Rejected, rejection => rejection.Record.EndsWith(" 9001", StringComparison.Ordinal) && rejection.Reason.Contains("identifier", StringComparison.Ordinal));
        Assert.Contains(report.Rejected, rejection => rejection.Reason.Contains("category", StringComparison.Ordinal));

        text.Date = "20261120";
        text.Add("Eleve", "categoriePersonne", "Eleve", "", [("sn", ["AUTRE"])]);
        text.Write(Path.Combine(Stores.Folder, "more"));
        await Harness.RefusedAsync(Path.Combine(Stores.Folder, "more"), "0.5 %");
    }

    [Fact]
    public async Task An_attribute_nobody_knows_is_ignored_and_told()
    {
        var text = Sample();
        text.Pupil("4410002", "MARTIN", "Léa", "01/02/2012", more: [("ENTEleveNouveaute", ["42"])]);
        text.Write(Folder);
        var report = await Harness.AppliedAsync(Folder);
        Assert.Contains(report.Reasons, reason => reason.Contains("ENTEleveNouveaute", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("13", null, null, "academie")]
    [InlineData(null, "1D", null, "degree")]
    [InlineData(null, null, "20261118", "date")]
    public async Task Statements_that_disagree_are_refused(string? academie, string? degree, string? date, string what)
    {
        var text = Sample();
        text.Write(Folder);
        text.Academie = academie ?? text.Academie;
        text.Degree = degree ?? text.Degree;
        var name = text.FileName("Eleve");
        text.Date = date ?? text.Date;
        File.WriteAllText(Path.Combine(Folder, name), text.Document("Eleve"));
        await Harness.RefusedAsync(Folder, what);
    }

    [Theory]
    [InlineData("../outside.xml")]
    [InlineData("/tmp/outside.xml")]
    [InlineData("a/../../outside.xml")]
    [InlineData("..\\outside.xml")]
    public async Task An_archive_that_names_a_file_outside_itself_is_refused(string name)
    {
        System.IO.Directory.CreateDirectory(Folder);
        using (var zip = ZipFile.Open(Path.Combine(Folder, "ENT2D.20261119.zip"), ZipArchiveMode.Create))
        {
            await using var entry = zip.CreateEntry(name).Open();
            entry.Write("x"u8);
        }

        await Harness.RefusedAsync(Folder, "outside itself");
    }

    [Fact]
    public async Task An_archive_with_a_link_is_refused()
    {
        System.IO.Directory.CreateDirectory(Folder);
        await using (var file = File.Create(Path.Combine(Folder, "ENT2D.20261119.tgz")))
        await using (var gzip = new GZipStream(file, CompressionMode.Compress))
        await using (var tar = new TarWriter(gzip))
        {
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.SymbolicLink, "ENT2D_Complet_20261119_Eleve_0000.xml") { LinkName = "/etc/passwd" }, Cancellation);
        }

        await Harness.RefusedAsync(Folder, "link");
    }

    [Fact]
    public async Task An_archive_that_unpacks_to_far_more_than_its_size_is_refused()
    {
        System.IO.Directory.CreateDirectory(Folder);
        using (var zip = ZipFile.Open(Path.Combine(Folder, "ENT2D.20261119.zip"), ZipArchiveMode.Create))
        {
            await using var entry = zip.CreateEntry("ENT2D_Complet_20261119_Eleve_0000.xml", CompressionLevel.SmallestSize).Open();
            var zeros = new byte[1 << 20];
            for (var i = 0; i < 60; i++)
            {
                entry.Write(zeros);
            }
        }

        await Harness.RefusedAsync(Folder, "far more");
    }

    [Theory]
    [InlineData("ENT2D.20261119.zip")]
    [InlineData("ENT2D.20261119.tgz")]
    public async Task A_damaged_archive_is_refused(string name)
    {
        System.IO.Directory.CreateDirectory(Folder);
        await File.WriteAllBytesAsync(Path.Combine(Folder, name), [.. Enumerable.Range(0, 500).Select(i => (byte)(i * 7))], Cancellation);
        await Harness.RefusedAsync(Folder, "archive");
    }

    [Fact]
    public async Task A_disk_that_fills_while_unpacking_is_refused_and_the_next_run_goes_through()
    {
        var text = Sample();
        text.Write(Folder);
        var archives = Path.Combine(Stores.Folder, "archives");
        System.IO.Directory.CreateDirectory(archives);
        ZipFile.CreateFromDirectory(Folder, Path.Combine(archives, "ENT2D.20261119.zip"));
        var harness = Harness;
        harness.CreateFile = _ => new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
        await harness.RefusedAsync(archives, "the disk of the data folder is full: free some space and import again (No space left");
        Assert.Equal(ImportOutcome.Applied, (await Harness.ImportAsync(archives)).Outcome);
        Assert.False(System.IO.Directory.Exists(Path.Combine(Stores.Folder, "work", "unpacked")));
    }

    [Fact]
    public async Task Random_damage_never_crashes_and_never_applies_a_part()
    {
        var text = Sample();
        text.Pupil("4410002", "MARTIN", "Léa", "01/02/2012", links: ["4420010$10$1$1$1$1"]);
        text.Write(Folder);
        var path = Path.Combine(Folder, text.FileName("Eleve"));
        var clean = await File.ReadAllBytesAsync(path, Cancellation);
        var harness = Harness;
        harness.Checkpoint = _ => throw new OperationCanceledException("staged without fault");
        var dice = new Random(20261122);
        for (var round = 0; round < 300; round++)
        {
            var damaged = clean.ToArray();
            for (var i = 0; i < 1 + (round % 4); i++)
            {
                damaged[dice.Next(damaged.Length)] = (byte)dice.Next(256);
            }

            await File.WriteAllBytesAsync(path, round % 3 == 0 ? damaged[..dice.Next(damaged.Length)] : damaged, Cancellation);
            try
            {
                Assert.Equal(ImportOutcome.Refused, (await harness.ImportAsync(Folder)).Outcome);
            }
            catch (OperationCanceledException)
            {
                // the damage left a file that can be read
            }
        }

        Assert.Equal("", await harness.StateAsync());
    }

    private static AafText Sample() => new AafText().School()
        .Pupil("4410001", "QUERVEUR", "Éloane", "19/02/2014", "990000117BK", links: ["4420010$10$1$1$1$1"])
        .Guardian("4420010", "ZANI", "Maïwenn", "+33 6 39 98 00 01");

    private async Task RefusedInEleveAsync(string body, string reason)
    {
        var text = Sample().Raw("Eleve", body);
        text.Write(Folder);
        await Harness.RefusedAsync(Folder, reason);
    }
}
