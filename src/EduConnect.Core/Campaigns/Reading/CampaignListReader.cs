using System.Runtime.CompilerServices;
using EduConnect.Core.Accounts;
using EduConnect.Core.Accounts.Passwords;
using EduConnect.Core.Platform;
using EduConnect.Core.SignIn;

namespace EduConnect.Core.Campaigns.Reading;

/// <summary>
/// Reads a list as it streams by. The first line that can be read decides what the list holds and what separates its fields; a line of another
/// shape is unreadable from then on, rather than understood as something it is not.
/// </summary>
internal sealed class CampaignListReader(Stream source) : IDisposable
{
    /// <summary>Most lines of one list.</summary>
    public const int MostLines = 1_000_000;

    private const int HashDigits = 64;
    private static readonly HashSet<string> Headings = [.. WordList.Read("Campaigns.Reading.heading.words.txt").Select(SearchText.Fold)];
    private readonly RawLines _lines = new(source);
    private char? _separator;

    /// <summary>What the list holds; unknown until a line was readable.</summary>
    public CampaignList List { get; private set; }

    /// <summary>SHA-256 of the file; once, at the end.</summary>
    public string Fingerprint() => _lines.Fingerprint();

    /// <summary>The lines, without heading and blank ones.</summary>
    /// <exception cref="CampaignRefusedException">too many lines, or UTF-16</exception>
    public async IAsyncEnumerable<ListLine> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var raw in _lines.ReadAsync(cancellationToken))
        {
            if (raw.Text is { } text && (string.IsNullOrWhiteSpace(text) || (raw.Number == 1 && IsHeading(text))))
            {
                continue;
            }

            if (++count > MostLines)
            {
                throw new CampaignRefusedException(CampaignRefusal.TooLong, "the file has more than 1,000,000 lines; split it and load each part as a campaign.");
            }

            yield return Understand(raw);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _lines.Dispose();

    private static bool IsHeading(string text) =>
        Fields.Split(text, Fields.SeparatorOf(text)) is [var first, ..] && Headings.Contains(SearchText.Fold(first.Trim()));

    private ListLine Understand(RawLine raw)
    {
        var nothing = new ListLine(raw.Number);
        if (raw.Text is not { } text)
        {
            return nothing;
        }

        var separator = _separator ?? Fields.SeparatorOf(text);
        var line = Fields.Split(text, separator) switch
        {
            [var hash] when HashOf(hash.Trim()) is { } value => nothing with { Hash = value },
            [var username] when UsernameOf(username) is { } value => nothing with { Username = value },
            [var username, var password] when UsernameOf(username) is { } value && HashOf(value) is null && PasswordText.From(password) is { IsUsable: true } usable
                => nothing with { Username = value, Password = usable },
            _ => nothing,
        };
        var list = KindOf(line);
        if (List == CampaignList.Unknown && list != CampaignList.Unknown)
        {
            (List, _separator) = (list, separator);
        }

        return list == List ? line : nothing;
    }

    private static CampaignList KindOf(ListLine line) =>
        line.IsUnreadable ? CampaignList.Unknown : line.Hash is not null ? CampaignList.Hashes : line.Password is null ? CampaignList.Usernames : CampaignList.Passwords;

    private static string? UsernameOf(string field) => TypedUsername.Normalize(field) is { Length: > 0 } username && !username.Any(char.IsWhiteSpace) ? username : null;

    private static byte[]? HashOf(string field) => field.Length == HashDigits && field.All(char.IsAsciiHexDigit) ? Convert.FromHexString(field) : null;
}
