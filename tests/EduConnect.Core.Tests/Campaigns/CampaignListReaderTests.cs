using System.Security.Cryptography;
using System.Text;
using EduConnect.Core.Campaigns;
using EduConnect.Core.Campaigns.Reading;
using Xunit;

namespace EduConnect.Core.Tests.Campaigns;

/// <summary>Lists of leaked usernames in every shape in which they turn up (domain §16, issue 5 E).</summary>
public sealed class CampaignListReaderTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("a.b\nc.d\n", CampaignList.Usernames, "1:a.b 2:c.d")]
    [InlineData("  A.B  \r\n\r\nc.d", CampaignList.Usernames, "1:a.b 3:c.d")]
    [InlineData("username\na.b\n", CampaignList.Usernames, "2:a.b")]
    [InlineData("Identifiant;Mot de passe\na.b;secret\n", CampaignList.Passwords, "2:a.b=secret")]
    [InlineData("a.b;se,cret\nc.d;x\n", CampaignList.Passwords, "1:a.b=se,cret 2:c.d=x")]
    [InlineData("a.b,se;cret\n", CampaignList.Passwords, "1:a.b=se;cret")]
    [InlineData("a.b\tse cret \n", CampaignList.Passwords, "1:a.b=se cret ")]
    [InlineData("\"a.b\";\"se;\"\"cret\"\"\"\n", CampaignList.Passwords, "1:a.b=se;\"cret\"")]
    [InlineData("a.b;pa\"ss\n", CampaignList.Passwords, "1:a.b=pa\"ss")]
    [InlineData("a.b;;;\nc.d;\n", CampaignList.Usernames, "1:a.b 2:c.d")]
    public async Task What_can_be_read_is_read(string text, CampaignList list, string expected)
    {
        var (found, lines) = await ReadAsync(Encoding.UTF8.GetBytes(text));
        Assert.Equal(list, found);
        Assert.Equal(expected, string.Join(' ', lines));
    }

    [Theory]
    [InlineData("a.b\nc.d;secret\n", "1:a.b 2:?")]
    [InlineData("a.b;secret\nc.d\n", "1:a.b=secret 2:?")]
    [InlineData("a.b;secret\nc.d;x;y\n", "1:a.b=secret 2:?")]
    [InlineData("a.b;\"open\nc.d;x\n", "1:? 2:c.d=x")]
    [InlineData("a.b;\"closed\"more\nc.d;x\n", "1:? 2:c.d=x")]
    [InlineData("nobody is this\na.b\n", "1:? 2:a.b")]
    [InlineData("a\u0000b\na.b\n", "1:? 2:a.b")]
    public async Task A_line_of_another_shape_is_unreadable_and_no_other_is_lost(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', (await ReadAsync(Encoding.UTF8.GetBytes(text))).Lines));

    [Fact]
    public async Task Encodings_are_told_apart_line_by_line()
    {
        byte[] latin = [.. "é.zola;été\n"u8, .. Encoding.Latin1.GetBytes("h.noël;été\n")];
        Assert.Equal("1:é.zola=été 2:h.noël=été", string.Join(' ', (await ReadAsync(latin)).Lines));
        Assert.Equal("1:é.zola", string.Join(' ', (await ReadAsync([.. Encoding.UTF8.Preamble, .. "é.zola\r\n"u8])).Lines));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => ReadAsync([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("a.b\n")]));
    }

    [Fact]
    public async Task Hashes_are_known_by_their_look()
    {
        var hash = Convert.ToHexString(SHA256.HashData("a.b"u8));
        var (list, lines) = await ReadAsync(Encoding.UTF8.GetBytes($"sha256\n{hash.ToLowerInvariant()}\n{hash}\na.b\n{hash};secret\n"));
        Assert.Equal(CampaignList.Hashes, list);
        Assert.Equal($"2:#{hash} 3:#{hash} 4:? 5:?", string.Join(' ', lines));
    }

    [Fact]
    public async Task A_line_longer_than_any_password_is_skipped_without_being_kept()
    {
        var text = "a.b;" + new string('x', 300_000) + "\nc.d;secret\n";
        Assert.Equal("1:? 2:c.d=secret", string.Join(' ', (await ReadAsync(Encoding.UTF8.GetBytes(text))).Lines));
    }

    [Fact]
    public async Task A_million_lines_pass_and_one_more_does_not()
    {
        Assert.Equal(1_000_000, await CountAsync(1_000_000));
        await Assert.ThrowsAsync<CampaignRefusedException>(() => CountAsync(1_000_001));
    }

    [Fact]
    public async Task A_line_never_prints_its_password()
    {
        using var reader = new CampaignListReader(new MemoryStream("a.b;secret\n"u8.ToArray()));
        await foreach (var line in reader.ReadAsync(Cancellation))
        {
            Assert.DoesNotContain("secret", line.ToString(), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("secret", new RawLine(1, "secret").ToString(), StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(int lines)
    {
        var bytes = new byte[lines * 3];
        for (var i = 0; i < lines; i++)
        {
            (bytes[3 * i], bytes[(3 * i) + 1], bytes[(3 * i) + 2]) = ((byte)'a', (byte)'b', (byte)'\n');
        }

        using var reader = new CampaignListReader(new MemoryStream(bytes));
        var count = 0;
        await foreach (var _ in reader.ReadAsync(Cancellation))
        {
            count++;
        }

        return count;
    }

    private static async Task<(CampaignList List, List<string> Lines)> ReadAsync(byte[] file)
    {
        using var reader = new CampaignListReader(new MemoryStream(file));
        List<string> lines = [];
        await foreach (var line in reader.ReadAsync(Cancellation))
        {
            var password = line.Password is { } text ? "=" + text.Reveal() : string.Empty;
            lines.Add(line.IsUnreadable ? $"{line.Number}:?" : line.Hash is { } hash ? $"{line.Number}:#{Convert.ToHexString(hash)}" : $"{line.Number}:{line.Username}{password}");
        }

        return (reader.List, lines);
    }
}
