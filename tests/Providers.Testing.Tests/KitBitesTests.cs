using System.Reflection;
using Providers.Testing.Tests.Acme;

namespace Providers.Testing.Tests;

/// <summary>Each case of the kit fails for a provider that is wrong in what the case looks for, and says so.</summary>
public sealed class KitBitesTests
{
    /// <summary>Fault, case, call (null for a case that has none), and words that the message must hold.</summary>
    public static TheoryData<Fault, string, string?, string> Bites => new()
    {
        { Fault.EmptyPlatformName, "Names_And_Scopes_Are_Well_Formed", null, "PlatformName" },
        { Fault.RepeatedScope, "Names_And_Scopes_Are_Well_Formed", null, "RequiredScopes" },
        { Fault.TokenInQuery, "Token_Travels_In_A_Header_Only", "account", "address or body" },
        { Fault.TokenInBasicQueryToo, "Token_Travels_In_A_Header_Only", "branches", "address or body" },
        { Fault.TokenInDetail, "Token_And_Answer_Stay_Out_Of_Failures_And_Logs", "account", "<the token>" },
        { Fault.AnswerInDetail, "Token_And_Answer_Stay_Out_Of_Failures_And_Logs", "branches", "status code" },
        { Fault.TokenInException, "Token_And_Answer_Stay_Out_Of_Failures_And_Logs", "account", "<the token>" },
        { Fault.TokenInLog, "Token_And_Answer_Stay_Out_Of_Failures_And_Logs", "account", "log line" },
        { Fault.FollowsRedirects, "Redirects_Are_Not_Followed_By_Any_Call", "account", "elsewhere.example.net" },
        { Fault.DropsPrefix, "Port_And_Path_Prefix_Are_Kept_By_Every_Call", "account", "Instance.Append" },
        { Fault.DropsPrefix, "Port_And_Path_Prefix_Are_Kept_By_Every_Call", "branches", "Instance.Append" },
        { Fault.IgnoresCancellation, "Cancellation_During_The_Call_Is_Honoured", "account", "pass cancellationToken" },
        { Fault.IgnoresCancellation, "Cancellation_Before_The_Call_Is_Honoured", "branches", "pass cancellationToken" },
        { Fault.AnswersWhenCancelled, "Cancellation_During_The_Call_Is_Honoured", "organizations", "OperationCanceledException" },
        { Fault.RejectedTokenIsPlatformFailed, "Rejected_Token_Is_Told", null, "TokenRejected" },
        { Fault.RejectedTokenIsPlatformFailed, "Rejected_Token_Is_Told_By_Every_Call", "search-repositories", "401" },
        { Fault.ExpiredTokenIsScopeMissing, "Expired_Token_Is_Told", null, "TokenRejected" },
        { Fault.MissingScopeIsRejectedToken, "Missing_Scope_Is_Told", null, "ScopeMissing" },
        { Fault.RateLimitIsPlatformFailed, "Rate_Limit_Is_Told_By_Every_Call", "search-pull-requests", "RateLimited" },
        { Fault.RateLimitIsPlatformFailed, "Rate_Limit_Is_Told_As_The_Platform_Says_It", null, "RateLimited" },
        { Fault.WaitIsForgotten, "Rate_Limit_Is_Told_By_Every_Call", "account", "Retry-After: 17" },
        { Fault.WaitIsForgotten, "Rate_Limit_Is_Told_As_The_Platform_Says_It", null, "30 s" },
        { Fault.ServerErrorIsNotThisPlatform, "Platform_Failure_Is_Told_By_Every_Call", "organizations", "500 and above" },
        { Fault.EnsuresSuccess, "Platform_Failure_Is_Told_By_Every_Call", "account", "EnsureSuccessStatusCode" },
        { Fault.EnsuresSuccess, "Rejected_Token_Is_Told", null, "TokenRejected" },
        { Fault.WebPageIsPlatformFailed, "Web_Page_Is_Not_Taken_For_The_Platform", "account", "NotThisPlatform" },
        { Fault.LetsJsonExceptionThrough, "Web_Page_Is_Not_Taken_For_The_Platform", "branches", "catch JsonException" },
        { Fault.LetsJsonExceptionThrough, "Other_Json_Is_Not_Taken_For_The_Platform", "public-keys", "catch JsonException" },
        { Fault.TakesAnyJson, "Other_Json_Is_Not_Taken_For_The_Platform", "account", "NotThisPlatform" },
        { Fault.TakesAnyJson, "Odd_Fields_Never_Break_A_Call", "account", "uid is empty" },
        { Fault.NotFoundIsPlatformFailed, "Other_Platforms_Are_Not_Taken_For_This_One", null, "Acme" },
        { Fault.UnreachableIsRejectedToken, "Unreachable_Instance_Is_Told_By_Every_Call", "account", "let HttpRequestException through" },
        { Fault.UnreachableIsRejectedToken, "Oversized_Answer_Is_Given_Up_By_Every_Call", "branches", "larger than 1 MiB" },
        { Fault.IdsAreDoubles, "Ids_Beyond_2_To_The_53_Are_Exact", "account", "2^53 + 1" },
        { Fault.IdsAreDoubles, "Ids_Beyond_2_To_The_53_Are_Exact", "search-repositories", "9007199254740992" },
        { Fault.EmptyTextForNull, "Account_Is_Told_When_Optional_Fields_Are_Null", null, "email" },
        { Fault.ThrowsOnNull, "Account_Is_Told_When_Optional_Fields_Are_Null", null, "take no field for granted" },
        { Fault.ThrowsOnNull, "Odd_Fields_Never_Break_A_Call", "account", "«email» is null" },
        { Fault.PassesAnyAddress, "Odd_Fields_Never_Break_A_Call", "account", "is no absolute http(s) address" },
        { Fault.FormatThrows, "Odd_Fields_Never_Break_A_Call", "search-repositories", "FormatException" },
        { Fault.KeepsTheToken, "Parallel_Calls_Do_Not_Mix", null, "keep nothing of a call" },
        { Fault.DisposesTheHandler, "Lent_Handler_Is_Not_Disposed", "account", "disposeHandler: false" },
        { Fault.FirstPageOfBranchesOnly, "Branches_Come_From_All_Pages", null, "2 items instead of 3" },
        { Fault.FirstPageOfKeysOnly, "Public_Keys_Are_Told", null, "page=2" },
        { Fault.KeysWithoutAlgorithm, "Public_Keys_Are_Told", null, "OpenSSH" },
        { Fault.KeysWhenThereAreNone, "No_Public_Keys_Are_An_Empty_List", null, "empty" },
        { Fault.RepositoriesWithoutOwner, "Repositories_Are_Found", null, "fullName" },
        { Fault.UnknownOwnerIsNotThisPlatform, "Unknown_Owner_Has_No_Repositories", null, "NotThisPlatform" },
        { Fault.WrongNumber, "Pull_Requests_Are_Found", null, "number" },
        { Fault.DropsPullRequestsWithoutSource, "Pull_Requests_Are_Found_When_Their_Source_Is_Gone", null, "0 items" },
        { Fault.UnknownRepositoryIsNotThisPlatform, "Unknown_Repository_Has_No_Pull_Requests", null, "NotThisPlatform" },
        { Fault.UnknownRepositoryIsNotThisPlatform, "Unknown_Repository_Has_No_Branches", null, "NotThisPlatform" },
        { Fault.ForgetsTheTotal, "Organizations_Are_Told", null, "totalCount" },
        { Fault.PastTheEndIsTheFirstPage, "Organizations_Past_The_End_Are_An_Empty_Page", null, "page=9" },
        { Fault.WordsAreNotEscaped, "Hostile_Words_Stay_Values", "search-repositories", "Uri.EscapeDataString" },
        { Fault.UsersAreNotEscaped, "Hostile_User_Names_Stay_In_Their_Place", "search-repositories", "Uri.EscapeDataString" },
        { Fault.NamesAreNotEscaped, "Hostile_Repository_Names_Stay_In_Their_Place", "branches", "Uri.EscapeDataString" },
        { Fault.OAuthElsewhere, "OAuth_Endpoints_Are_Those_Of_The_Instance", null, "login.example.net" },
        { Fault.OAuthWithoutScopes, "OAuth_Endpoints_Are_Those_Of_The_Instance", null, "RequiredScopes" },
        { Fault.AsksMoreThanRecorded, "Account_Is_Told_When_The_Token_Is_Good", null, "api/me/else" },
    };

    [Theory]
    [MemberData(nameof(Bites))]
    public async Task Case_Fails_For_A_Provider_With_The_Fault(Fault fault, string name, string? call, string words)
    {
        var complaint = await new FaultyAcme { Fault = fault }.RunAsync(name, call);

        Assert.NotNull(complaint);
        Assert.Contains(words, complaint, StringComparison.Ordinal);
        Assert.Contains("Mend:", complaint, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_Fault_Is_Seen_By_Some_Case()
    {
        var seen = Bites.Select(row => (Fault)row[0]);

        Assert.Empty(Enum.GetValues<Fault>().Except(seen).Except([Fault.None]));
    }

    [Fact]
    public void Every_Case_Of_The_Kit_Is_Shown_To_Bite()
    {
        var shown = Bites.Select(row => (string)row[1]).Concat(KitBitesOnPluginsTests.Cases);
        var cases = typeof(ScmProviderContract).GetMethods().Where(method => method.GetCustomAttributes<FactAttribute>().Any()).Select(method => method.Name);

        Assert.Empty(cases.Except(shown));
    }
}
