using EduConnect.Core.Schools.Lists;

namespace EduConnect.Core.Schools.Finding;

/// <summary>Somebody an assistance team looked for, in one list of one school: where their detail opens.</summary>
/// <param name="AccountId">the account</param>
/// <param name="List">the list of the school that holds it</param>
/// <param name="Name">usual last name, then first name</param>
/// <param name="Username">username</param>
/// <param name="School">the school</param>
/// <param name="Children">a guardian's children in this school; empty for a pupil</param>
public sealed record FoundPerson(Guid AccountId, ListKind List, string Name, string Username, School School, IReadOnlyList<string> Children);

/// <summary>What a search found.</summary>
/// <param name="People">at most <see cref="FindPeople.Most"/>, by name</param>
/// <param name="HasMore">there are more than are shown</param>
/// <param name="IsTooShort">a name needs three letters at least: nothing was searched</param>
public sealed record FoundPeople(IReadOnlyList<FoundPerson> People, bool HasMore = false, bool IsTooShort = false);
