using System.Globalization;
using System.Text;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Accounts.Passwords.Leaked;
using Xunit;

namespace EduConnect.Core.Tests.Accounts.Leaked;

/// <summary>The operator's list of leaked passwords (S-PW5): made from published lists, looked up when a password is chosen.</summary>
[Trait("Rule", "S-PW5")]
public sealed class LeakedPasswordsTests : IDisposable
{
    // SHA-1 of "correct horse battery staple", as published lists write it.
    private const string Published = "ABF7AAD6438836DBE526AA231ABDE2D0EEF74D42";
    private const string Stolen = "brouette verte à pois";
    private static readonly PasswordContext Nobody = new("nobody.known", [], [], [], new DateTime(2026, 11, 23, 0, 0, 0, DateTimeKind.Utc));
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("educonnect-leaked-").FullName;
    private readonly LeakedPasswords _leaked;
    private readonly PasswordJudge _judge;

    public LeakedPasswordsTests()
    {
        _leaked = new LeakedPasswords(Path.Combine(_folder, "passwords", "leaked"));
        _judge = new PasswordJudge(_leaked);
    }

    public void Dispose()
    {
        _leaked.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Without_a_list_nothing_is_refused_for_it()
    {
        Assert.Null(_leaked.Count);
        Assert.Equal(PasswordWeakness.None, _judge.Judge(Stolen, Nobody));
    }

    [Fact]
    public void A_password_of_the_list_is_refused_whatever_its_case_and_its_form_and_others_are_not()
    {
        Prepare(Encoding.UTF8.GetBytes(Stolen + "\r\n"));
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge(Stolen, Nobody));
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge("Brouette Verte À Pois", Nobody));
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge(Stolen.Normalize(NormalizationForm.FormD), Nobody));
        Assert.Equal(PasswordWeakness.None, _judge.Judge("brouette verte à trois", Nobody));
    }

    [Fact]
    public void What_the_rules_refuse_is_told_as_before()
    {
        Prepare("motdepasse123\n"u8.ToArray());
        Assert.Equal(PasswordWeakness.Common, _judge.Judge("motdepasse123", Nobody));
    }

    [Theory]
    [InlineData(Published)]
    [InlineData(Published + ":2401")]
    [InlineData("abf7aad6438836dbe526aa231abde2d0eef74d42:1")]
    public void Lists_of_fingerprints_are_read_as_they_are_published(string line)
    {
        var done = Prepare(Encoding.ASCII.GetBytes(line));
        Assert.Equal((1, 1), (done.Lines, done.Kept));
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge("correct horse battery staple", Nobody));
    }

    [Fact]
    public void Every_line_is_accounted_for()
    {
        byte[] list =
        [
            .. "azerty123\n"u8, .. "\n"u8, 0xff, 0xfe, (byte)'\n', .. Encoding.UTF8.GetBytes(new string('x', 2000) + "\n"), .. Encoding.UTF8.GetBytes($"{Stolen}\n{Stolen}\r\n"), .. "sans fin de ligne"u8,
        ];
        Assert.Equal(new PreparedPasswords(7, 1, 3, 2), Prepare(list));
        Assert.Equal(2, _leaked.Count);
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge("sans fin de ligne", Nobody));
    }

    [Fact]
    public void More_than_fits_into_memory_is_merged_in_order_and_each_once()
    {
        using var entries = new SortedEntries(Path.Combine(_folder, "entries"), longestRun: 7);
        var random = new Random(11);
        var all = Enumerable.Range(0, 1000).Select(_ => (ulong)random.Next(600)).Append(0UL).Append(ulong.MaxValue).ToList();
        all.ForEach(entries.Add);
        using var written = new MemoryStream();
        Assert.Equal(all.Distinct().Count(), entries.WriteTo(written));
        Assert.Equal(all.Distinct().Order(), written.ToArray().Chunk(8).Select(bytes => ulong.Parse(Convert.ToHexString(bytes), NumberStyles.HexNumber, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Every_entry_of_a_long_list_is_found_and_no_other()
    {
        Prepare(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000).Select(i => $"une phrase volée numéro {i}"))));
        Assert.Equal(5000, _leaked.Count);
        Assert.All(Enumerable.Range(0, 5000), i => Assert.True(_leaked.Contains(PasswordText.From($"une phrase volée numéro {i}"))));
        Assert.All(Enumerable.Range(5000, 5000), i => Assert.False(_leaked.Contains(PasswordText.From($"une phrase volée numéro {i}"))));
    }

    [Fact]
    public void A_new_list_is_taken_up_at_once_and_a_list_that_was_removed_is_forgotten()
    {
        Prepare(Encoding.UTF8.GetBytes(Stolen));
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge(Stolen, Nobody));
        Prepare("une autre phrase volée\nencore une autre phrase\n"u8.ToArray());
        Assert.Equal(PasswordWeakness.None, _judge.Judge(Stolen, Nobody));
        File.Delete(_leaked.Path);
        Assert.Equal(PasswordWeakness.None, _judge.Judge("une autre phrase volée", Nobody));
        Assert.Null(_leaked.Count);
    }

    [Fact]
    public void A_list_that_cannot_be_read_leaves_the_former_one_and_no_draft()
    {
        Prepare(Encoding.UTF8.GetBytes(Stolen));
        Assert.Throws<FileNotFoundException>(() => new PrepareLeakedPasswords(_leaked).Run([Path.Combine(_folder, "nowhere")], TestContext.Current.CancellationToken));
        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge(Stolen, Nobody));
        Assert.Equal([_leaked.Path], System.IO.Directory.GetFiles(Path.GetDirectoryName(_leaked.Path)!));
    }

    [Fact]
    public void Whoever_comes_second_while_a_list_is_made_disturbs_nothing()
    {
        Prepare(Encoding.UTF8.GetBytes(Stolen));
        var draft = _leaked.Path + ".draft";
        using (new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            Assert.ThrowsAny<IOException>(() => Prepare("une autre phrase volée"u8.ToArray()));
            Assert.True(File.Exists(draft));
        }

        Assert.Equal(PasswordWeakness.Leaked, _judge.Judge(Stolen, Nobody));
        Prepare("une autre phrase volée"u8.ToArray());
        Assert.Equal([_leaked.Path], System.IO.Directory.GetFiles(Path.GetDirectoryName(_leaked.Path)!));
    }

    [Theory]
    [InlineData("something else entirely")]
    [InlineData("ECLEAK01123")]
    [InlineData("")]
    public void A_damaged_list_is_told_to_operators_and_keeps_nobody_out(string content)
    {
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(_leaked.Path)!);
        File.WriteAllText(_leaked.Path, content);
        Assert.Throws<InvalidDataException>(() => _leaked.Count);
        Assert.Equal(PasswordWeakness.None, _judge.Judge(Stolen, Nobody));
    }

    private PreparedPasswords Prepare(byte[] list)
    {
        var path = Path.Combine(_folder, "list.txt");
        File.WriteAllBytes(path, list);
        return new PrepareLeakedPasswords(_leaked).Run([path], TestContext.Current.CancellationToken);
    }
}
