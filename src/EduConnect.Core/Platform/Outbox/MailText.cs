using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Markdig;

namespace EduConnect.Core.Platform.Outbox;

/// <summary>A mail ready to be sent: the same words as plain text and as HTML.</summary>
public sealed record ComposedMail(string Subject, string Text, string Html);

/// <summary>One of the things that a repeated line of a mail is about.</summary>
/// <param name="Kind">Which line: the one that begins with <c>{each KIND}</c>.</param>
/// <param name="Values">Values of its placeholders.</param>
public sealed record MailRow(string Kind, IReadOnlyDictionary<string, string> Values);

/// <summary>
/// The words of the mails: Markdown files <c>NAME.mail.md</c> beside the code that sends them. First line <c>Subject: …</c>, then an empty line, then the body.
/// <c>{Name}</c> is replaced by a value (never taken for Markdown or HTML); a link alone on its line becomes a button, written out below it.
/// In the HTML an address of ours is a link wherever it is written out; any other address (a school’s, or one that stands in a name) stays text.
/// A line <c>{each Kind}…</c> is repeated for every row of that kind, and left out when there is none.
/// </summary>
public static partial class MailText
{
    private const string SubjectPrefix = "Subject: ";
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().Build();
    private static readonly ConcurrentDictionary<string, string> Sources = new(StringComparer.Ordinal);

    /// <summary>Composes the mail <paramref name="name"/>. Line breaks are removed from the values (no header or paragraph can be injected).</summary>
    /// <param name="name">Name of the <c>.mail.md</c> file.</param>
    /// <param name="values">Values of its placeholders.</param>
    /// <param name="rows">What the lines that begin with <c>{each KIND}</c> are repeated for.</param>
    /// <param name="origins">Where our own addresses begin; none: nothing but the buttons is a link.</param>
    /// <exception cref="InvalidOperationException">The text or one of its values is missing: a fault of ours, found by the tests.</exception>
    public static ComposedMail Compose(string name, IReadOnlyDictionary<string, string> values, IReadOnlyList<MailRow>? rows = null, IReadOnlyList<string>? origins = null)
    {
        var source = Sources.GetOrAdd(name + ".mail.md", Read);
        var end = source.IndexOf('\n', StringComparison.Ordinal);
        var subject = Fill(source[SubjectPrefix.Length..end].Trim(), values, value => value);
        var body = source[(end + 1)..].Trim();
        return new ComposedMail(
            subject,
            PlainText(Fill(Repeat(body, rows ?? [], value => value), values, value => value)),
            Html(subject, Fill(Repeat(body, rows ?? [], EscapeMarkdown), values, EscapeMarkdown), origins ?? []));
    }

    /// <summary>The words of the SMS <c>NAME.sms.txt</c>.</summary>
    public static string ComposeSms(string name, IReadOnlyDictionary<string, string> values) =>
        Fill(Sources.GetOrAdd(name + ".sms.txt", Read).Trim(), values, value => value);

    private static string Read(string resource)
    {
        using var stream = typeof(MailText).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"There is no text {resource}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> values, Func<string, string> escape) =>
        Placeholder().Replace(text, match => values.TryGetValue(match.Groups[1].Value, out var value)
            ? escape(OneLine(value))
            : throw new InvalidOperationException($"The text has no value for {match.Value}."));

    // Values are put in last, so that none of them can bring a placeholder of its own: braces of a row are written as signs.
    private static string Repeat(string body, IReadOnlyList<MailRow> rows, Func<string, string> escape) =>
        Each().Replace(body, match => string.Concat(rows.Where(row => row.Kind == match.Groups[1].Value)
            .Select(row => Fill(match.Groups[2].Value, row.Values, value => escape(value.Replace('{', '(').Replace('}', ')'))) + "\n"))).Replace("\n\n\n", "\n\n", StringComparison.Ordinal);

    private static string OneLine(string value) => Controls().Replace(value, " ").Trim();

    private static string EscapeMarkdown(string value) =>
        value.StartsWith("http", StringComparison.Ordinal) ? value.Replace("_", @"\_", StringComparison.Ordinal) : MarkdownSigns().Replace(value, @"\$0");

    private static string PlainText(string body) =>
        Link().Replace(body, match => match.Groups[1].Value + " :\n" + match.Groups[2].Value).Replace("**", string.Empty, StringComparison.Ordinal);

    private static string Html(string subject, string body, IReadOnlyList<string> origins)
    {
        var content = Markdown.ToHtml(LinkAlone().Replace(body, match => match.Value + "\n\n" + match.Groups[2].Value), Pipeline);
        return $"""
            <!DOCTYPE html>
            <html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{WebUtility.HtmlEncode(subject)}</title></head>
            <body style="margin:0;background:#FBF8F3;color:#22282B;font:18px/27px system-ui,Arial,sans-serif"><div style="max-width:600px;margin:0 auto;padding:24px 16px;overflow-wrap:anywhere;word-break:break-word">
            {Linked(Buttons(content), origins)}</div></body></html>
            """;
    }

    private static string Buttons(string html) => HtmlLinkAlone().Replace(
        html,
        """<p><a href="$1" style="display:inline-block;padding:12px 22px;background:#0E5159;color:#FFFFFF;border-radius:8px">$2</a></p>""");

    // Buttons are links already; the stop after an address ends the sentence.
    private static string Linked(string html, IReadOnlyList<string> origins) => Address().Replace(
        html, match => match.Groups[1] is { Success: true, Value: var address } && origins.Any(origin => IsAt(address, origin)) ? $"""<a href="{address}">{address}</a>""" : match.Value);

    private static bool IsAt(string address, string origin) =>
        origin.Length > 0 && address.StartsWith(origin, StringComparison.Ordinal) && (address.Length == origin.Length || address[origin.Length] is '/' or '?' or '#');

    [GeneratedRegex(@"<a .*?</a>|(https?://[^\s<>""]*[^\s<>"".,;:!?)])")]
    private static partial Regex Address();

    [GeneratedRegex(@"^\{each ([A-Za-z]+)\}(.*)\n", RegexOptions.Multiline)]
    private static partial Regex Each();

    [GeneratedRegex(@"\{([A-Za-z]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"[\p{C}\u2028\u2029]+")]
    private static partial Regex Controls();

    [GeneratedRegex(@"[\\`*_{}\[\]()#+\-.!<>|&]")]
    private static partial Regex MarkdownSigns();

    [GeneratedRegex(@"\[([^\]]+)\]\(([^)]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"^\[([^\]]+)\]\(([^)]+)\)$", RegexOptions.Multiline)]
    private static partial Regex LinkAlone();

    [GeneratedRegex(@"<p><a href=""([^""]+)"">([^<]+)</a></p>")]
    private static partial Regex HtmlLinkAlone();
}
