using System.Globalization;
using EduConnect.Core.Directory.Depositing;
using EduConnect.Core.Directory.Importing;
using EduConnect.Web.Design;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Operators;

/// <summary>A remark of an import as the operators' pages show it.</summary>
/// <param name="Text">the sentence</param>
/// <param name="IsEnglish">whether it is as the report has it: written before remarks had codes</param>
internal sealed record RemarkShown(string Text, bool IsEnglish);

/// <summary>What an import has to say, in French.</summary>
internal static class RemarkWords
{
    /// <summary>The remarks of a report; those of an older one as they stand there, in English.</summary>
    public static IEnumerable<RemarkShown> Of(IStringLocalizer<OperatorTexts> texts, DepositReport report) => report.Remarks is { } remarks
        ? remarks.Select(remark => new RemarkShown(Whole(texts, remark), false))
        : report.Reasons.Select(reason => new RemarkShown(reason, true));

    /// <summary>Why a record was set aside.</summary>
    public static RemarkShown Of(IStringLocalizer<OperatorTexts> texts, Rejection one) => one.Remark is { } remark ? new(Sentence(texts, remark), false) : new(one.Reason, true);

    private static string Whole(IStringLocalizer<OperatorTexts> texts, ImportRemark remark)
    {
        var all = new List<string>();
        if (remark.Export is { } export)
        {
            all.Add(texts["Remark.About", export.Academie, export.Degree, export.Kind, Day(export.Date)].Value);
        }

        if (remark.File is { } file)
        {
            all.Add(texts["Remark.File", file].Value);
        }

        all.Add(Sentence(texts, remark));
        var text = string.Join(' ', all);
        return remark.Times is { } times ? texts["Remark.Times", text, FrenchFigures.Number(times)] : text;
    }

    // A code of a later version of the reader of deposits: its English sentence is better than none.
    private static string Sentence(IStringLocalizer<OperatorTexts> texts, ImportRemark remark) =>
        texts["Remark." + remark.Code] is { ResourceNotFound: false } sentence ? remark.Say(sentence.Value, part => Sentence(texts, part), Value) : remark.ToString();

    private static string Value(string value) => value switch
    {
        _ when DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => Day(day),
        [not '0', _, _, _, ..] when int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => FrenchFigures.Number(number),
        _ => value,
    };

    private static string Day(DateOnly day) => day.ToString("dd-MM-yyyy", CultureInfo.InvariantCulture);
}
