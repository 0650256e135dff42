using System.Text;
using EduConnect.Core.Platform;

namespace EduConnect.Core.Accounts.Passwords.Leaked;

/// <summary>What came of some lists.</summary>
/// <param name="Lines">read</param>
/// <param name="TooShort">left out: shorter than any password that may be chosen</param>
/// <param name="Unreadable">left out: empty, not text, or longer than any password</param>
/// <param name="Kept">different passwords on the list that was made</param>
public sealed record PreparedPasswords(long Lines, long TooShort, long Unreadable, long Kept);

/// <summary>
/// Makes the operator's list of leaked passwords (S-PW5) out of published ones: a password a line (UTF-8), or the SHA-1 of one in hexadecimal digits, as Have I Been Pwned gives them away,
/// with or without a count after a colon. The list that was there is replaced at once when the new one is whole, and stays when anything fails.
/// </summary>
[UseCase(Effect.Reads)]
public sealed class PrepareLeakedPasswords(LeakedPasswords leaked)
{
    private static readonly Encoding Strict = new UTF8Encoding(false, true);

    /// <summary>Reads the lists and writes the new one.</summary>
    /// <param name="lists">files</param>
    /// <param name="cancellationToken">leaves the list that was there</param>
    /// <exception cref="IOException">a list cannot be read, the new one cannot be written, or somebody else is preparing one</exception>
    public PreparedPasswords Run(IReadOnlyCollection<string> lists, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var draft = leaked.Path + ".draft";
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(leaked.Path))!);

        // Held from the beginning: two commands at once would mix up what they sort.
        using var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20);
        try
        {
            var done = Write(lists, file, cancellationToken);
            File.Move(draft, leaked.Path, overwrite: true);
            return done;
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    private PreparedPasswords Write(IReadOnlyCollection<string> lists, FileStream file, CancellationToken cancellationToken)
    {
        using var entries = new SortedEntries(leaked.Path);
        var (lines, tooShort, unreadable) = (0L, 0L, 0L);
        foreach (var line in lists.SelectMany(Lines))
        {
            cancellationToken.ThrowIfCancellationRequested();
            lines++;
            switch (Read(line, out var entry))
            {
                case PasswordWeakness.None: entries.Add(entry); break;
                case PasswordWeakness.TooShort: tooShort++; break;
                default: unreadable++; break;
            }
        }

        file.Write(LeakedPasswords.Heading);
        var kept = entries.WriteTo(file);
        file.Flush(flushToDisk: true);
        return new PreparedPasswords(lines, tooShort, unreadable, kept);
    }

    private static PasswordWeakness Read(byte[] line, out ulong entry)
    {
        entry = 0;
        if (Text(line) is not { } text || PasswordText.From(text) is not { IsUsable: true } password)
        {
            return PasswordWeakness.Missing;
        }

        if (LeakedPasswordHash.TryRead(text, out entry))
        {
            return PasswordWeakness.None;
        }

        entry = LeakedPasswordHash.Of(password.Reveal());
        return password.CodePoints < PasswordRules.MinimumForFamilies ? PasswordWeakness.TooShort : PasswordWeakness.None;
    }

    private static string? Text(byte[] line)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The lines of a file as bytes, without their ends; what is longer than any password comes cut, and is told as unreadable.</summary>
    private static IEnumerable<byte[]> Lines(string path)
    {
        using var file = new BufferedStream(File.OpenRead(path), 1 << 20);
        var line = new List<byte>(100);
        for (var next = file.ReadByte(); next >= 0; next = file.ReadByte())
        {
            if (next == '\n')
            {
                yield return Ended(line);
                line.Clear();
            }
            else if (line.Count <= PasswordText.MaxBytes)
            {
                line.Add((byte)next);
            }
        }

        if (line.Count > 0)
        {
            yield return Ended(line);
        }
    }

    private static byte[] Ended(List<byte> line) => [.. line is [.., (byte)'\r'] ? line[..^1] : line];
}
