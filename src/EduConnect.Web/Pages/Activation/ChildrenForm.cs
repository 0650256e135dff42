using EduConnect.Core.Activation;
using EduConnect.Core.Guardians;
using EduConnect.Core.Schools;
using EduConnect.Web.Design;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace EduConnect.Web.Pages.Activation;

/// <summary>The children with Oui/Non and birth date (rows #41, #48, #54, #71 to #73, #78), for every journey that asks: <c>_Children.cshtml</c>.</summary>
internal sealed class ChildrenForm(IReadOnlyList<Child> children, IReadOnlyCollection<ChildAnswer> typed, string act)
{
    /// <summary>Form name of the group of all dates: one error for all of them (S-BD1).</summary>
    public const string Group = "Input.Dates";

    /// <summary>The children shown, those of one school together (row #71).</summary>
    public IReadOnlyList<Child> Children { get; } = Together(children);

    /// <summary>What was answered, in the order of <see cref="Children"/>: the form must speak of the children shown, each once.</summary>
    public List<ChildAnswer> Input { get; } =
        [.. Together(children).Select(child => typed.FirstOrDefault(one => one.PupilId == child.PupilId) ?? new ChildAnswer { PupilId = child.PupilId })];

    /// <summary>Whose account it is, where a sheet or mail of the school opened it (row #71); null where the holder gave the name.</summary>
    public string? Holder { get; init; }

    /// <summary>Words of the button.</summary>
    public string Act { get; } = act;

    /// <summary>The sentence for all dates together; null when another message stands.</summary>
    public string? Failure { get; private set; }

    /// <summary>Tries left in this journey, after a mismatch.</summary>
    public int? TriesLeft { get; private set; }

    /// <summary>Nothing was left to confirm, but a date was reported.</summary>
    public bool ReportedOnly { get; private set; }

    /// <summary>Where the summary leads: the first date asked for.</summary>
    public string FirstDate => $"Input[{Math.Max(0, Input.FindIndex(one => one.Tie == true))}].BirthDate";

    /// <summary>The school whose children begin at a place; null inside a school, and for those of none.</summary>
    public School? SchoolAt(int place) => place > 0 && Children[place - 1].School?.Id == Children[place].School?.Id ? null : Children[place].School;

    /// <summary>The answers of a decision that waits for the second look (row #74), for who comes back to change them; dates are not kept.</summary>
    public static List<ChildAnswer> Given(TieDecision? decision) => decision is null ? [] :
    [
        .. decision.ReportedWrong.Select(pupil => new ChildAnswer { PupilId = pupil, Tie = false }),
        .. decision.Confirmed.Concat(decision.DateReported).Select(pupil => new ChildAnswer { PupilId = pupil, Tie = true }),
    ];

    /// <summary>Reads the answers; what is missing is added to <paramref name="state"/>.</summary>
    public List<TieAnswer> Read(ModelStateDictionary state, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts, DateOnly today) =>
        [.. Children.Select((child, i) => Read(child, i, state, dates, texts, today))];

    /// <summary>Whether the journey leads nowhere any more: a try too many, or the last one allowed did not match (S-BD1). A form left open would take right dates for nothing.</summary>
    /// <param name="result">how the answers were judged</param>
    /// <param name="triesMade">tries of this journey, this one included</param>
    public static bool EndsWith(AnswerResult result, int triesMade) =>
        result.Verdict == BirthDateVerdict.BeginAgain
        || (result is { Verdict: BirthDateVerdict.Go, Refusal: TieRefusal.DateMismatch } && triesMade >= Activations.TriesPerActivation);

    /// <summary>Says why the answers are refused.</summary>
    public void Refuse(AnswerResult result, int triesMade, ModelStateDictionary state, IStringLocalizer<FamilyTexts> texts)
    {
        switch (result.Refusal)
        {
            case TieRefusal.NoneLeft:
                state.AddModelError("Input[0].Tie", texts[Children.Count == 1 ? "Tie.Single" : "Tie.NoneLeft"]);
                break;
            case TieRefusal.OnlyReports:
                ReportedOnly = true;
                break;
            default:
                Failure = texts[BirthDateSentence.Of(result.Verdict, "Dates.Mismatch")];
                TriesLeft = result.Verdict == BirthDateVerdict.Go ? Activations.TriesPerActivation - triesMade : null;
                state.AddModelError(Group, Failure);
                break;
        }
    }

    private static List<Child> Together(IReadOnlyList<Child> children) => [.. children.GroupBy(child => child.School?.Id).SelectMany(group => group)];

    private TieAnswer Read(Child child, int i, ModelStateDictionary state, IStringLocalizer<Texts> dates, IStringLocalizer<FamilyTexts> texts, DateOnly today)
    {
        var answer = Input[i];
        if (answer.Tie is null)
        {
            state.AddModelError($"Input[{i}].Tie", texts["Tie.Empty", child.VeiledName]);
        }

        var date = answer.Tie == true ? answer.BirthDate.Read($"Input[{i}].BirthDate", state, dates, today) : null;
        return new TieAnswer(child.PupilId, answer.Tie == true, date, answer.DateIsExact);
    }
}

/// <summary>What the page of the children sends about one of them.</summary>
internal sealed class ChildAnswer
{
    /// <summary>The child.</summary>
    public Guid PupilId { get; set; }

    /// <summary>Oui or Non.</summary>
    public bool? Tie { get; set; }

    /// <summary>Né(e) le.</summary>
    public DateInput BirthDate { get; set; } = new();

    /// <summary>Cette date est exacte.</summary>
    public bool DateIsExact { get; set; }
}
