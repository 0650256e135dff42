using System.Globalization;

namespace EduConnect.Core.Directory.Importing;

/// <summary>
/// Why a deposit or a record of it was refused, or what an operator should know of an import: a code with what its sentence names. The command line and its
/// JSON say it in English (<see cref="ToString"/>), the operators' pages in French.
/// </summary>
/// <param name="Code">its name, one of <see cref="ImportRemarkTexts.Codes"/></param>
/// <param name="Values">what the sentence names, in its order; dates as <c>2026-11-20</c></param>
public sealed record ImportRemark(string Code, IReadOnlyList<string> Values)
{
    /// <summary>The export it is about; null when it is about all of them.</summary>
    public ReportFeed? Export { get; init; }

    /// <summary>The file or archive it is about, as reports call it.</summary>
    public string? File { get; init; }

    /// <summary>How often it was met; null for what is said once.</summary>
    public int? Times { get; init; }

    /// <summary>Remarks that its sentence holds, after the values.</summary>
    public IReadOnlyList<ImportRemark> Parts { get; init; } = [];

    /// <summary>A remark with its values as every reader of a report writes them.</summary>
    public static ImportRemark Of(string code, params IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(code, [.. values.Select(Write)]);
    }

    /// <summary>The English sentence, with the export and file before it.</summary>
    public override string ToString()
    {
        var export = Export is { } feed ? string.Create(CultureInfo.InvariantCulture, $"{feed.Academie} {feed.Degree} {feed.Kind} of {feed.Date:yyyy-MM-dd}: ") : null;
        var times = Times is { } count ? string.Create(CultureInfo.InvariantCulture, $"{count} × ") : null;
        return $"{export}{times}{(File is null ? null : File + ": ")}{Say(ImportRemarkTexts.English(Code), part => part.ToString())}";
    }

    /// <summary>Puts the values and the parts into a sentence.</summary>
    /// <param name="sentence">with <c>{0}</c> for the first value</param>
    /// <param name="part">says a remark that the sentence holds</param>
    /// <param name="value">writes a value for its reader; as it is by default</param>
    public string Say(string sentence, Func<ImportRemark, string> part, Func<string, string>? value = null)
    {
        ArgumentNullException.ThrowIfNull(part);
        string[] named = [.. Values.Select(value ?? (text => text)), .. Parts.Select(part)];
        return named.Length == 0 ? sentence : string.Format(CultureInfo.InvariantCulture, sentence, args: [.. named]);
    }

    private static string Write(object value) => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Convert.ToString(value, CultureInfo.InvariantCulture) ?? string.Empty;
}
