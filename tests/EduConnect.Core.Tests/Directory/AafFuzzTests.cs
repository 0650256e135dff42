using System.Collections.Concurrent;
using System.Text;
using EduConnect.Core.Directory;
using EduConnect.Core.Directory.Profiles;
using EduConnect.Core.Directory.Reading;
using EduConnect.Core.Directory.Sources;
using EduConnect.Core.Schools;
using EduConnect.Testing.Fuzzing;
using Xunit;

namespace EduConnect.Core.Tests.Directory;

/// <summary>Damaged export files, from the bytes to the values of each record: read, set aside or refused, and never anything else.</summary>
[Trait("Kind", "Fuzz"), Trait("Rule", "S-XM5")]
public sealed class AafFuzzTests
{
    private const int FlippedBytes = 3;
    private static readonly MappingProfiles Profiles = new();
    private static readonly Encoding[] Encodings = [new UTF8Encoding(false), Encoding.Latin1, Encoding.Unicode];

    private static readonly string[] Words =
    [
        "<value/>", "<value>", "</value>", "<attr name=\"sn\">", "</attr>", "<addRequest>", "</addRequest>", "<modifyRequest>", "<deleteRequest>", "<identifier><id>", "</ficAlimMENESR>", "<!DOCTYPE ficAlimMENESR [", "<!ENTITY a \"b\">",
        "<!--", "-->", "<![CDATA[", "]]>", "<?xml version=\"1.0\" encoding=\"utf-7\"?>", "&eacute;", "&#0;", "&#xD800;", "&a;", "$", "$$$$", "7101$6EME A", "31/02/2012", "99/99/9999", "ENTEleveINE", "ENTElevePersRelEleve", "operation=\"replace\"",
    ];

    [Fact]
    public void Damaged_files_are_read_or_refused()
    {
        var text = new AafText().School(classes: ["6EME A$SIXIEME A$10010012110"])
            .Pupil("4410001", "QUERVEUR", "Éloane", "19/02/2014", "990000117BK", links: ["4420010$10$1$1$1$1", "4420011$20$0$1$1$0"])
            .Guardian("4420010", "ZANI", "Maïwenn", "+33 6 39 98 00 01", "m.zani@example.org");
        string[] good = [text.Document("EtabEducNat"), text.Document("Eleve"), text.Document("PersRelEleve")];
        Assert.All(good, document => Assert.Equal((1, 0), Read(Encodings[0].GetBytes(document))));

        var failures = new ConcurrentQueue<string>();
        var (whole, setAside, refused) = (0, 0, 0);
        Parallel.For(0, FuzzRun.Inputs, new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = TestContext.Current.CancellationToken }, number =>
        {
            var bytes = Damage(good[number % good.Length], new Mutator(FuzzRun.Seed + number, Words));
            try
            {
                _ = Read(bytes).SetAside > 0 ? Interlocked.Increment(ref setAside) : Interlocked.Increment(ref whole);
            }
            catch (DeliveryRefusedException)
            {
                Interlocked.Increment(ref refused);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failures.Enqueue($"{number}: {error.GetType().Name} {error.Message}: {Convert.ToBase64String(bytes)}");
            }
        });

        Assert.True(failures.IsEmpty, string.Join('\n', failures.Take(5)));
        int[] kinds = FuzzRun.Inputs >= 1000 ? [whole, setAside, refused] : [];
        Assert.All(kinds, count => Assert.True(count > 0, $"{whole} read, {setAside} with a record set aside, {refused} refused"));
    }

    /// <summary>What an import does with the bytes of one file before it looks at the database.</summary>
    private static (int Records, int SetAside) Read(byte[] bytes)
    {
        var survey = FileSurvey.Of(new MemoryStream(bytes), TestContext.Current.CancellationToken);
        using var reader = AafReader.Open(new MemoryStream(bytes), survey.Encoding);
        var profile = Profiles.For(Degree.Second, "ENT2D");
        var mapper = new RecordMapper(profile, new DateOnly(2026, 11, 19), _ => { });
        var (record, hasher, records, setAside) = (new AafRecord(), new RowHasher(), 0, 0);
        while (reader.Read(record))
        {
            records++;
            setAside += IsTaken(record, profile, mapper, hasher) ? 0 : 1;
        }

        return (records, setAside);
    }

    private static bool IsTaken(AafRecord record, MappingProfile profile, RecordMapper mapper, RowHasher hasher)
    {
        if (RecordMapper.Problem(record) is not null)
        {
            return false;
        }

        return profile.EntityOfCategory(record.Category) switch
        {
            AafEntity.School => mapper.School(record, out _) is { } school && hasher.Hash(school) != 0,
            AafEntity.Guardian => mapper.Guardian(record, out _) is { } guardian && hasher.Hash(guardian) != 0,
            AafEntity.Pupil => mapper.Pupil(record, out _) is { } pupil && hasher.Hash(pupil) != 0,
            _ => false,
        };
    }

    private static byte[] Damage(string document, Mutator dice)
    {
        var bytes = (dice.Next(8) == 0 ? dice.One(Encodings) : Encodings[0]).GetBytes(dice.Next(4) == 0 ? document : dice.Damage(document));
        for (var flips = dice.Next(2) * FlippedBytes; flips > 0 && bytes.Length > 0; flips--)
        {
            bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
        }

        return bytes;
    }
}
