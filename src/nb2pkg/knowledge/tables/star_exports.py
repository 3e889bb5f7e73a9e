"""Names that `from module import *` binds: `__all__`, or else the public names of the module.

Taken from Python 3.11 to 3.13, numpy 1 and 2.4, matplotlib 3.11, scipy 1.17, sympy 1.14, pandas 2.3, nengo 4.1,
control 0.10, networkx 3.6, seaborn 0.13.
"""

ALIASES: dict[str, str] = {
    "matplotlib.pylab": "pylab",
    "posixpath": "os.path",
}

MODULES: dict[str, str] = {
    "abc": """
        ABC ABCMeta abstractclassmethod abstractmethod abstractproperty abstractstaticmethod get_cache_token
        update_abstractmethods
    """,
    "array": "ArrayType array typecodes",
    "bisect": "bisect bisect_left bisect_right insort insort_left insort_right",
    "calendar": """
        APRIL AUGUST Calendar DECEMBER Day FEBRUARY FRIDAY HTMLCalendar IllegalMonthError IllegalWeekdayError JANUARY
        JULY JUNE LocaleHTMLCalendar LocaleTextCalendar MARCH MAY MONDAY Month NOVEMBER OCTOBER SATURDAY SEPTEMBER
        SUNDAY THURSDAY TUESDAY TextCalendar WEDNESDAY calendar day_abbr day_name firstweekday isleap leapdays month
        month_abbr month_name monthcalendar monthrange prcal prmonth setfirstweekday timegm weekday weekheader
    """,
    "cmath": """
        acos acosh asin asinh atan atanh cos cosh e exp inf infj isclose isfinite isinf isnan log log10 nan nanj phase
        pi polar rect sin sinh sqrt tan tanh tau
    """,
    "collections": "ChainMap Counter OrderedDict UserDict UserList UserString defaultdict deque namedtuple",
    "collections.abc": """
        AsyncGenerator AsyncIterable AsyncIterator Awaitable Buffer ByteString Callable Collection Container Coroutine
        Generator Hashable ItemsView Iterable Iterator KeysView Mapping MappingView MutableMapping MutableSequence
        MutableSet Reversible Sequence Set Sized ValuesView
    """,
    "contextlib": """
        AbstractAsyncContextManager AbstractContextManager AsyncExitStack ContextDecorator ExitStack aclosing
        asynccontextmanager chdir closing contextmanager nullcontext redirect_stderr redirect_stdout suppress
    """,
    "control": """
        ControlArgument ControlDimension ControlIndexError ControlMIMONotImplemented ControlNotImplemented ControlPlot
        ControlSlycot DescribingFunctionNonlinearity DescribingFunctionResponse FRD FrequencyResponseData
        FrequencyResponseList InputOutputSystem InterconnectedSystem LTI LinearICSystem NamedSignal NonlinearIOSystem
        NyquistResponseData NyquistResponseList OperatingPoint PoleZeroData PoleZeroList StateSpace TimeResponseData
        TimeResponseList TransferFunction acker append augw balanced_reduction balred bandwidth bdalg bdschur bode
        bode_plot box_grid c2d canonical canonical_form care combine_tf combine_time_responses common_timebase config
        connect connection_table correlation create_estimator_iosystem create_statefbk_iosystem ctrb ctrlplot ctrlutil
        cvxopt_check cvxopt_installed damp dare db2mag dcgain defaults delay descfcn describing_function
        describing_function_plot describing_function_response disk_margins dlqe dlqr dlyap drss dtime
        eigensys_realization era evalfr exception feedback find_eqpt find_operating_point forced_response frd frdata
        freqplot freqresp frequency_response friction_backlash_nonlinearity gangof4 gangof4_plot gangof4_response
        get_input_ff_index get_output_fb_index get_plot_axes gram grid h2syn hankel_singular_values hinfsyn hsvd
        impulse_response initial_response input_output_response interconnect iosys iosys_repr isctime isdtime
        ispassive issiso issys linearize linfnorm lqe lqr lti lyap mag2db margin margins markov mateqn
        minimal_realization minreal mixsyn modal_form model_reduction modelsimp modred negate nichols nichols_grid
        nichols_plot nlsys norm np nyquist nyquist_plot nyquist_response observable_form obsv optimal pade
        pandas_check pandas_installed parallel passivity phase_crossover_frequencies phase_plane_plot phase_plot
        phaseplot place place_acker place_varga pole_zero_map pole_zero_plot pole_zero_subplots poles pp pzmap
        rcParams reachable_form relay_hysteresis_nonlinearity reset_defaults reset_rcParams rlocus robust root_locus
        root_locus_map root_locus_plot rootlocus_pid_designer rss sample_system saturation_nonlinearity series
        set_defaults similarity_transform singular_values_plot singular_values_response sisotool slycot_check
        slycot_installed solve_passivity_LMI split_tf ss ss2io ss2tf ssdata stability_margins statefbk statesp
        step_info step_response stochsys summing_junction suptitle sysnorm system_norm tf tf2io tf2ss tfdata
        time_response_plot timebase timeplot timeresp unwrap use_fbs_defaults use_legacy_defaults use_matlab_defaults
        warnings white_noise xferfcn zeros zpk
    """,
    "control.matlab": """
        ControlArgument FRD FrequencyResponseData InputOutputSystem LTI LinearICSystem NamedSignal PoleZeroData
        PoleZeroList StateSpace TransferFunction acker append balanced_reduction balred bandwidth bode c2d care
        combine_tf common_timebase config connect create_statefbk_iosystem ctrb damp dare db2mag dcgain defaults dlqe
        dlqr dlyap drss eigensys_realization era evalfr feedback find_operating_point frd freqresp frequency_response
        gangof4 gram hankel_singular_values hsvd impulse initial iosys_repr isctime isdtime issiso issys linfnorm
        linspace logspace lqe lqr lsim lyap mag2db margin markov minimal_realization minreal model_reduction modred
        negate ngrid nichols nyquist obsv pade parallel place place_acker place_varga pole pole_zero_map
        pole_zero_plot poles pzmap reset_defaults rlocus rss sample_system series set_defaults sisotool split_tf ss
        ss2io ss2tf ss2zpk ssdata step stepinfo summing_junction sys tf tf2io tf2ss tf2zpk tfdata timebase timeresp
        trim unwrap use_fbs_defaults use_legacy_defaults use_matlab_defaults wrappers zero zeros zpk zpk2ss zpk2tf
    """,
    "copy": "Error copy deepcopy replace",
    "csv": """
        Dialect DictReader DictWriter Error QUOTE_ALL QUOTE_MINIMAL QUOTE_NONE QUOTE_NONNUMERIC QUOTE_NOTNULL
        QUOTE_STRINGS Sniffer __doc__ __version__ excel excel_tab field_size_limit get_dialect list_dialects reader
        register_dialect unix_dialect unregister_dialect writer
    """,
    "dataclasses": """
        Field FrozenInstanceError InitVar KW_ONLY MISSING asdict astuple dataclass field fields is_dataclass
        make_dataclass replace
    """,
    "datetime": "MAXYEAR MINYEAR UTC date datetime time timedelta timezone tzinfo",
    "decimal": """
        BasicContext Clamped Context ConversionSyntax Decimal DecimalException DecimalTuple DefaultContext
        DivisionByZero DivisionImpossible DivisionUndefined ExtendedContext FloatOperation HAVE_CONTEXTVAR
        HAVE_THREADS Inexact InvalidContext InvalidOperation MAX_EMAX MAX_PREC MIN_EMIN MIN_ETINY Overflow ROUND_05UP
        ROUND_CEILING ROUND_DOWN ROUND_FLOOR ROUND_HALF_DOWN ROUND_HALF_EVEN ROUND_HALF_UP ROUND_UP Rounded Subnormal
        Underflow getcontext localcontext setcontext
    """,
    "enum": """
        CONFORM CONTINUOUS EJECT Enum EnumCheck EnumDict EnumMeta EnumType Flag FlagBoundary IntEnum IntFlag KEEP
        NAMED_FLAGS ReprEnum STRICT StrEnum UNIQUE auto global_enum global_enum_repr global_flag_repr global_str
        member nonmember pickle_by_enum_name pickle_by_global_name property unique verify
    """,
    "fractions": "Fraction",
    "functools": """
        WRAPPER_ASSIGNMENTS WRAPPER_UPDATES cache cached_property cmp_to_key lru_cache partial partialmethod reduce
        singledispatch singledispatchmethod total_ordering update_wrapper wraps
    """,
    "glob": "escape glob iglob translate",
    "heapq": "heapify heappop heappush heappushpop heapreplace merge nlargest nsmallest",
    "io": """
        BlockingIOError BufferedIOBase BufferedRWPair BufferedRandom BufferedReader BufferedWriter BytesIO
        DEFAULT_BUFFER_SIZE FileIO IOBase IncrementalNewlineDecoder RawIOBase SEEK_CUR SEEK_END SEEK_SET StringIO
        TextIOBase TextIOWrapper UnsupportedOperation open open_code text_encoding
    """,
    "IPython.display": """
        Audio Code DisplayHandle DisplayObject FileLink FileLinks GeoJSON HTML IFrame Image JSON Javascript Latex
        Markdown Math Pretty ProgressBar SVG ScribdDocument TextDisplayObject Video VimeoVideo YouTubeVideo
        clear_output display display_html display_javascript display_jpeg display_json display_latex display_markdown
        display_pdf display_png display_pretty display_svg publish_display_data update_display
    """,
    "ipywidgets": """
        Accordion AppLayout Audio BoundedFloatText BoundedIntText Box Button ButtonStyle CallbackDispatcher Checkbox
        Color ColorPicker ColorsInput Combobox Controller CoreWidget DOMWidget DatePicker Datetime DatetimePicker
        Dropdown FileUpload FloatLogSlider FloatProgress FloatRangeSlider FloatSlider FloatText FloatsInput GridBox
        GridspecLayout HBox HTML HTMLMath Image IntProgress IntRangeSlider IntSlider IntText IntsInput Label Layout
        NaiveDatetimePicker NumberFormat Output Password Play RadioButtons Select SelectMultiple SelectionRangeSlider
        SelectionSlider SliderStyle Stack Style Tab TagsInput Text Textarea TimePicker ToggleButton ToggleButtons
        ToggleButtonsStyle TwoByTwoLayout TypedTuple VBox Valid ValueWidget Video Widget comm dlink docutils domwidget
        fixed get_ipython interact interact_manual interaction interactive interactive_output jsdlink jslink link
        load_ipython_extension os register register_comm_target sys trait_types utils valuewidget widget widget_bool
        widget_box widget_button widget_color widget_controller widget_core widget_date widget_datetime
        widget_description widget_float widget_int widget_layout widget_link widget_media widget_output
        widget_selection widget_selectioncontainer widget_serialization widget_string widget_style widget_tagsinput
        widget_templates widget_time widget_upload widgets
    """,
    "itertools": """
        accumulate batched chain combinations combinations_with_replacement compress count cycle dropwhile filterfalse
        groupby islice pairwise permutations product repeat starmap takewhile tee zip_longest
    """,
    "json": "JSONDecodeError JSONDecoder JSONEncoder dump dumps load loads",
    "math": """
        acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist e erf erfc exp exp2 expm1
        fabs factorial floor fma fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp
        lgamma log log10 log1p log2 modf nan nextafter perm pi pow prod radians remainder sin sinh sqrt sumprod tan
        tanh tau trunc ulp
    """,
    "matplotlib.pyplot": """
        AbstractContextManager Annotation Arrow Artist AutoLocator AxLine Axes BackendFilter Button Circle Colorizer
        ColorizingArtist Colormap Enum ExitStack Figure FigureBase FigureCanvasBase FigureManagerBase FixedFormatter
        FixedLocator FormatStrFormatter Formatter FuncFormatter GridSpec IO IndexLocator Line2D LinearLocator Locator
        LogFormatter LogFormatterExponent LogFormatterMathtext LogLocator MaxNLocator MouseButton MultipleLocator
        Normalize NullFormatter NullLocator PolarAxes Polygon Rectangle ScalarFormatter Slider Subplot SubplotSpec
        TYPE_CHECKING Text TickHelper Widget acorr angle_spectrum annotate annotations arrow autoscale autumn
        available_backends axes axhline axhspan axis axline axvline axvspan backend_registry bar bar_label barbs barh
        bone box boxplot broken_barh cast cbook cla clabel clf clim close cm cohere color_sequences colorbar colormaps
        connect contour contourf cool copper csd cycler delaxes disconnect draw draw_all draw_if_interactive ecdf
        errorbar eventplot figaspect figimage figlegend fignum_exists figtext figure fill fill_between fill_betweenx
        findobj flag functools gca gcf gci get get_backend get_cmap get_current_fig_manager get_figlabels get_fignums
        get_plot_commands get_scale_names getp ginput gray grid grouped_bar hexbin hist hist2d hlines hot hsv
        importlib imread imsave imshow inferno inspect install_repl_displayhook interactive ioff ion isinteractive jet
        legend locator_params logging loglog magma magnitude_spectrum margins matplotlib matshow minorticks_off
        minorticks_on mlab new_figure_manager nipy_spectral np overload pause pcolor pcolormesh phase_spectrum pie
        pie_label pink plasma plot polar prism psd quiver quiverkey rc rcParams rcParamsDefault rcParamsOrig
        rc_context rcdefaults rcsetup requested_backend rgrids savefig sca scatter sci semilogx semilogy set_cmap
        set_loglevel setp show specgram spring spy stackplot stairs stem step streamplot style subplot subplot2grid
        subplot_mosaic subplot_tool subplots subplots_adjust summer suptitle switch_backend sys table text thetagrids
        threading tick_params ticklabel_format tight_layout time title tricontour tricontourf tripcolor triplot twinx
        twiny uninstall_repl_displayhook violinplot viridis vlines waitforbuttonpress winter xcorr xkcd xlabel xlim
        xscale xticks ylabel ylim yscale yticks
    """,
    "multiprocessing": """
        Array AuthenticationError Barrier BoundedSemaphore BufferTooShort Condition Event JoinableQueue Lock Manager
        Pipe Pool Process ProcessError Queue RLock RawArray RawValue Semaphore SimpleQueue TimeoutError Value
        active_children allow_connection_pickling cpu_count current_process freeze_support get_all_start_methods
        get_context get_logger get_start_method log_to_stderr parent_process reducer set_executable
        set_forkserver_preload set_start_method
    """,
    "nengo": """
        AdaptiveLIF AdaptiveLIFRate Alpha BCM Config Connection Conv ConvTranspose Convolution ConvolutionTranspose
        Default Dense Direct Ensemble Izhikevich LIF LIFRate LinearFilter Lowpass Network Node Oja PES PoissonSpiking
        Probe Process RC_DEFAULTS RLS RectifiedLinear RegularSpiking Sigmoid Simulator Sparse SpikingRectifiedLinear
        StochasticSpiking Tanh Triangle Voja base builder cache config connection dists ensemble exceptions
        learning_rules logger logging network networks neurons node params presets probe processes rc simulator
        solvers spa synapses sys transforms utils version
    """,
    "networkx": """
        AmbiguousSolution ArborescenceIterator DiGraph EdgePartition ExceededMaxIterations Graph GraphMLReader
        GraphMLWriter HasACycle LCF_graph LFR_benchmark_graph MultiDiGraph MultiGraph NetworkXAlgorithmError
        NetworkXError NetworkXException NetworkXNoCycle NetworkXNoPath NetworkXNotImplemented NetworkXPointlessConcept
        NetworkXTreewidthBoundExceeded NetworkXUnbounded NetworkXUnfeasible NodeNotFound NotATree PlanarEmbedding
        PowerIterationFailedConvergence SpanningTreeIterator adamic_adar_index add_cycle add_path add_star adjacency
        adjacency_data adjacency_graph adjacency_matrix adjacency_spectrum adjlist algebraic_connectivity
        algebraicconnectivity algorithms all all_neighbors all_node_cuts all_pairs_all_shortest_paths
        all_pairs_bellman_ford_path all_pairs_bellman_ford_path_length all_pairs_dijkstra all_pairs_dijkstra_path
        all_pairs_dijkstra_path_length all_pairs_lowest_common_ancestor all_pairs_node_connectivity
        all_pairs_shortest_path all_pairs_shortest_path_length all_shortest_paths all_simple_edge_paths
        all_simple_paths all_topological_sorts all_triads all_triangles ancestors antichains apply_matplotlib_colors
        approximate_current_flow_betweenness_centrality approximation arf_layout articulation_points assortativity
        astar astar_path astar_path_length asteroidal atlas attr_matrix attr_sparse_matrix attracting
        attracting_components attribute_assortativity_coefficient attribute_mixing_dict attribute_mixing_matrix
        attrmatrix average_clustering average_degree_connectivity average_neighbor_degree average_node_connectivity
        average_shortest_path_length balanced_tree barabasi_albert_graph barbell_graph barycenter beamsearch
        bellman_ford_path bellman_ford_path_length bellman_ford_predecessor_and_distance bethe_hessian_matrix
        bethe_hessian_spectrum bethehessianmatrix betweenness betweenness_centrality betweenness_centrality_subset
        betweenness_subset bfs_beam_edges bfs_edges bfs_labeled_edges bfs_layers bfs_layout bfs_predecessors
        bfs_successors bfs_tree biconnected biconnected_component_edges biconnected_components bidirectional_dijkstra
        bidirectional_shortest_path binary binomial_graph binomial_tree bipartite bipartite_layout boundary
        boundary_expansion breadth_first_search bridges broadcasting bull_graph capacity_scaling cartesian_product
        caveman_graph cd_index center centrality chain_decomposition chains check_planarity chordal
        chordal_cycle_graph chordal_graph_cliques chordal_graph_treewidth chordless_cycles chromatic_polynomial
        chvatal_graph circulant_graph circular_ladder_graph circular_layout classes classic clique closeness
        closeness_centrality closeness_vitality cluster clustering cn_soundarajan_hopcroft cographs coloring
        combinatorial_embedding_to_pos common_neighbor_centrality common_neighbors communicability communicability_alg
        communicability_betweenness_centrality communicability_exp community complement complete_bipartite_graph
        complete_graph complete_multipartite_graph complete_to_chordal_graph components compose compose_all
        condensation conductance config configuration_model connected connected_caveman_graph connected_components
        connected_dominating_set connected_double_edge_swap connected_watts_strogatz_graph connectivity constraint
        contracted_edge contracted_nodes convert convert_matrix convert_node_labels_to_integers core core_number
        coreviews corona_product correlation cost_of_flow could_be_isomorphic covering create_empty_copy cubical_graph
        current_flow_betweenness current_flow_betweenness_centrality current_flow_betweenness_centrality_subset
        current_flow_betweenness_subset current_flow_closeness current_flow_closeness_centrality cut_size cuts
        cycle_basis cycle_graph cycles cytoscape cytoscape_data cytoscape_graph d_separation dag dag_longest_path
        dag_longest_path_length dag_to_branching davis_southern_women_graph dedensify degree degree_alg
        degree_assortativity_coefficient degree_centrality degree_histogram degree_mixing_dict degree_mixing_matrix
        degree_pearson_correlation_coefficient degree_seq degree_sequence_tree dense dense_gnm_random_graph density
        depth_first_search desargues_graph descendants descendants_at_distance describe dfs_edges dfs_labeled_edges
        dfs_postorder_nodes dfs_predecessors dfs_preorder_nodes dfs_successors dfs_tree diameter diamond_graph
        difference digraph dijkstra_path dijkstra_path_length dijkstra_predecessor_and_distance directed
        directed_combinatorial_laplacian_matrix directed_configuration_model directed_edge_swap
        directed_havel_hakimi_graph directed_joint_degree_graph directed_laplacian_matrix directed_modularity_matrix
        disjoint_union disjoint_union_all dispersion display distance_measures distance_regular dodecahedral_graph
        dominance dominance_frontiers dominating dominating_set dorogovtsev_goltsev_mendes_graph double_edge_swap draw
        draw_bipartite draw_circular draw_forceatlas2 draw_kamada_kawai draw_networkx draw_networkx_edge_labels
        draw_networkx_edges draw_networkx_labels draw_networkx_nodes draw_planar draw_random draw_shell draw_spectral
        draw_spring drawing dual_barabasi_albert_graph duplication duplication_divergence_graph eccentricity
        edge_betweenness_centrality edge_betweenness_centrality_subset edge_bfs edge_boundary edge_connectivity
        edge_current_flow_betweenness_centrality edge_current_flow_betweenness_centrality_subset edge_dfs
        edge_disjoint_paths edge_expansion edge_load_centrality edge_subgraph edgebfs edgedfs edgelist edges
        effective_graph_resistance effective_size efficiency efficiency_measures ego ego_graph eigenvector
        eigenvector_centrality eigenvector_centrality_numpy empty_graph enumerate_all_cliques equitable_color
        equivalence_classes erdos_renyi_graph estrada_index euler eulerian_circuit eulerian_path eulerize exception
        expanders expected_degree_graph extended_barabasi_albert_graph fast_could_be_isomorphic fast_gnp_random_graph
        faster_could_be_isomorphic fiedler_vector filters find_asteroidal_triple find_cliques find_cliques_recursive
        find_cycle find_induced_nodes find_minimal_d_separator find_negative_cycle florentine_families_graph flow
        flow_hierarchy flow_matrix floyd_warshall floyd_warshall_numpy floyd_warshall_predecessor_and_distance
        forceatlas2_layout freeze from_dict_of_dicts from_dict_of_lists from_edgelist from_graph6_bytes
        from_nested_tuple from_numpy_array from_pandas_adjacency from_pandas_edgelist from_prufer_sequence
        from_scipy_sparse_array from_sparse6_bytes frucht_graph fruchterman_reingold_layout full_join full_rary_tree
        function gaussian_random_partition_graph general_random_intersection_graph generalized_degree
        generalized_petersen_graph generate_adjlist generate_edgelist generate_gexf generate_gml generate_graphml
        generate_multiline_adjlist generate_network_text generate_pajek generate_random_paths generators generic
        generic_bfs_edges geographical_threshold_graph geometric geometric_edges geometric_soft_configuration_graph
        get_edge_attributes get_node_attributes gexf girth global_efficiency global_parameters
        global_reaching_centrality gml gn_graph gnc_graph gnm_random_graph gnp_random_graph gnr_graph goldberg_radzik
        gomory_hu_tree google_matrix graph graph6 graph_atlas graph_atlas_g graph_edit_distance graph_hashing
        graphical graphmatrix graphml graphviews greedy_color grid_2d_graph grid_graph group
        group_betweenness_centrality group_closeness_centrality group_degree_centrality group_in_degree_centrality
        group_out_degree_centrality gutman_index harary_graph harmonic harmonic_centrality harmonic_diameter
        has_bridges has_eulerian_path has_path havel_hakimi_graph heawood_graph hexagonal_lattice_graph hierarchy hits
        hits_alg hkn_harary_graph hnm_harary_graph hoffman_singleton_graph house_graph house_x_graph hybrid
        hyper_wiener_index hypercube_graph icosahedral_graph identified_nodes immediate_dominators
        in_degree_centrality incidence_matrix incremental_closeness_centrality induced_subgraph information_centrality
        internet_as_graphs intersection intersection_all intersection_array interval_graph inverse_line_graph
        is_aperiodic is_arborescence is_at_free is_attracting_component is_biconnected is_bipartite is_branching
        is_chordal is_connected is_connected_dominating_set is_d_separator is_digraphical is_directed
        is_directed_acyclic_graph is_distance_regular is_dominating_set is_edge_cover is_empty is_eulerian is_forest
        is_frozen is_graphical is_isolate is_isomorphic is_k_edge_connected is_k_regular is_kl_connected is_matching
        is_maximal_matching is_minimal_d_separator is_multigraphical is_negatively_weighted is_path is_perfect_graph
        is_perfect_matching is_planar is_pseudographical is_regular is_regular_expander is_semiconnected
        is_semieulerian is_simple_path is_strongly_connected is_strongly_regular is_tournament is_tree is_triad
        is_valid_degree_sequence_erdos_gallai is_valid_degree_sequence_havel_hakimi is_valid_directed_joint_degree
        is_valid_joint_degree is_weakly_connected is_weighted isolate isolates isomorphism jaccard_coefficient johnson
        join_trees joint_degree_graph joint_degree_seq json_graph junction_tree k_components k_core k_corona k_crust
        k_edge_augmentation k_edge_components k_edge_subgraphs k_factor k_random_intersection_graph k_shell k_truss
        kamada_kawai_layout karate_club_graph katz katz_centrality katz_centrality_numpy kemeny_constant
        kl_connected_subgraph kneser_graph kosaraju_strongly_connected_components krackhardt_kite_graph ladder_graph
        laplacian laplacian_centrality laplacian_matrix laplacian_spectrum laplacianmatrix lattice lattice_reference
        layout lazy_imports leda les_miserables_graph lexicographic_product lexicographical_topological_sort linalg
        line line_graph link_analysis link_prediction load load_centrality local_bridges local_constraint
        local_efficiency local_reaching_centrality lollipop_graph lowest_common_ancestor lowest_common_ancestors
        make_clique_bipartite make_max_clique_graph margulis_gabber_galil_graph matching max_flow_min_cost
        max_weight_clique max_weight_matching maximal_independent_set maximal_matching maximum_branching maximum_flow
        maximum_flow_value maximum_spanning_arborescence maximum_spanning_edges maximum_spanning_tree
        maybe_regular_expander maybe_regular_expander_graph min_cost_flow min_cost_flow_cost min_edge_cover
        min_weight_matching minimum_branching minimum_cut minimum_cut_value minimum_cycle_basis minimum_edge_cut
        minimum_node_cut minimum_spanning_arborescence minimum_spanning_edges minimum_spanning_tree minors mis mixing
        mixing_dict mixing_expansion modular_product modularity_matrix modularity_spectrum modularitymatrix
        moebius_kantor_graph moral moral_graph multi_source_dijkstra multi_source_dijkstra_path
        multi_source_dijkstra_path_length multidigraph multigraph multiline_adjlist multipartite_layout mycielski
        mycielski_graph mycielskian navigable_small_world_graph negative_edge_cycle neighbor_degree neighbors
        network_simplex newman_watts_strogatz_graph node_attribute_xy node_boundary node_classification
        node_clique_number node_connected_component node_connectivity node_degree_xy node_disjoint_paths
        node_expansion node_link node_link_data node_link_graph nodes nodes_with_selfloops non_edges non_neighbors
        non_randomness nonisomorphic_trees normalized_cut_size normalized_laplacian_matrix
        normalized_laplacian_spectrum null_graph number_attracting_components number_connected_components
        number_of_cliques number_of_edges number_of_isolates number_of_nodes number_of_nonisomorphic_trees
        number_of_selfloops number_of_spanning_trees number_of_walks number_strongly_connected_components
        number_weakly_connected_components numeric_assortativity_coefficient nx_agraph nx_latex nx_pydot nx_pylab
        octahedral_graph omega onion_layers operators optimal_edit_paths optimize_edit_paths
        optimize_graph_edit_distance out_degree_centrality overall_reciprocity pagerank pagerank_alg pairs pajek
        paley_graph panther_similarity panther_vector_similarity pappus_graph parse_adjlist parse_edgelist parse_gml
        parse_graphml parse_leda parse_multiline_adjlist parse_pajek partial_duplication_graph partition_spanning_tree
        path_graph path_weight percolation percolation_centrality perfect_graph periphery petersen_graph
        planar_drawing planar_layout planarity planted_partition_graph polynomials power powerlaw_cluster_graph
        predecessor preferential_attachment prefix_tree prefix_tree_recursive product projected_graph prominent_group
        quotient_graph ra_index_soundarajan_hopcroft radius random_clustered random_clustered_graph random_cograph
        random_degree_sequence_graph random_geometric_graph random_graphs random_internet_as_graph random_k_out_graph
        random_kernel_graph random_labeled_rooted_forest random_labeled_rooted_tree random_labeled_tree random_layout
        random_lobster random_lobster_graph random_partition_graph random_powerlaw_tree random_powerlaw_tree_sequence
        random_reference random_regular_expander_graph random_regular_graph random_shell_graph random_spanning_tree
        random_unlabeled_rooted_forest random_unlabeled_rooted_tree random_unlabeled_tree reaching read_adjlist
        read_edgelist read_gexf read_gml read_graph6 read_graphml read_leda read_multiline_adjlist read_pajek
        read_sparse6 read_weighted_edgelist readwrite reciprocity reconstruct_path recursive_simple_cycles regular
        relabel relabel_gexf_graph relabel_nodes relaxed_caveman_graph remove_edge_attributes remove_node_attributes
        reportviews rescale_layout rescale_layout_dict resistance_distance resource_allocation_index restricted_view
        reverse reverse_view rich_club_coefficient richclub ring_of_cliques rooted_product s_metric scale_free_graph
        schultz_index second_order second_order_centrality sedgewick_maze_graph selfloop_edges semiconnected
        set_edge_attributes set_node_attributes shell_layout shortest_path shortest_path_length shortest_paths
        shortest_simple_paths sigma similarity simple_cycles simple_paths simrank_similarity
        single_source_all_shortest_paths single_source_bellman_ford single_source_bellman_ford_path
        single_source_bellman_ford_path_length single_source_dijkstra single_source_dijkstra_path
        single_source_dijkstra_path_length single_source_shortest_path single_source_shortest_path_length
        single_target_shortest_path single_target_shortest_path_length small smallworld smetric snap_aggregation
        social soft_random_geometric_graph spanner sparse6 sparsifiers spectral_bisection spectral_graph_forge
        spectral_layout spectral_ordering spectrum spiral_layout spring_layout square_clustering star_graph stochastic
        stochastic_block_model stochastic_graph stoer_wagner strong_product strongly_connected
        strongly_connected_components structuralholes subgraph subgraph_alg subgraph_centrality
        subgraph_centrality_exp subgraph_view sudoku sudoku_graph summarization swap symmetric_difference
        tadpole_graph tensor_product tetrahedral_graph text thresholded_random_geometric_graph time_dependent
        time_series to_dict_of_dicts to_dict_of_lists to_directed to_edgelist to_graph6_bytes to_latex to_latex_raw
        to_nested_tuple to_networkx_graph to_numpy_array to_pandas_adjacency to_pandas_edgelist to_prufer_sequence
        to_scipy_sparse_array to_sparse6_bytes to_undirected topological_generations topological_sort tournament
        transitive_closure transitive_closure_dag transitive_reduction transitivity traversal tree
        tree_all_pairs_lowest_common_ancestor tree_broadcast_center tree_broadcast_time tree_data tree_graph trees
        triad_graph triad_type triadic_census triads triads_by_type triangles triangular_lattice_graph trivial_graph
        trophic trophic_differences trophic_incoherence_parameter trophic_levels truncated_cube_graph
        truncated_tetrahedron_graph turan_graph tutte_graph tutte_polynomial unary uniform_random_intersection_graph
        union union_all unweighted utils vf2pp_all_isomorphisms vf2pp_is_isomorphic vf2pp_isomorphism visibility_graph
        vitality volume voronoi voronoi_cells voterank voterank_alg walks watts_strogatz_graph waxman_graph
        weakly_connected weakly_connected_components weighted weisfeiler_lehman_graph_hash
        weisfeiler_lehman_subgraph_hashes wheel_graph wiener wiener_index windmill_graph within_inter_cluster
        write_adjlist write_edgelist write_gexf write_gml write_graph6 write_graphml write_graphml_lxml
        write_graphml_xml write_latex write_multiline_adjlist write_network_text write_pajek write_sparse6
        write_weighted_edgelist
    """,
    "numpy": """
        False_ Inf Infinity NAN NINF NZERO NaN PINF PZERO ScalarType True_ __array_namespace_info__ __version__ abs
        absolute acos acosh add add_docstring add_newdoc all allclose alltrue amax amin angle any append
        apply_along_axis apply_over_axes arange arccos arccosh arcsin arcsinh arctan arctan2 arctanh argmax argmin
        argpartition argsort argwhere around array array2string array_equal array_equiv array_repr array_split
        array_str asanyarray asarray asarray_chkfinite ascontiguousarray asfarray asfortranarray asin asinh asmatrix
        astype atan atan2 atanh atleast_1d atleast_2d atleast_3d average bartlett base_repr binary_repr bincount
        bitwise_and bitwise_count bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift
        bitwise_xor blackman block bmat bool bool_ broadcast broadcast_arrays broadcast_shapes broadcast_to
        busday_count busday_offset busdaycalendar byte byte_bounds bytes_ c_ can_cast cast cbrt cdouble ceil cfloat
        char character choose clip clongdouble clongfloat column_stack common_type compare_chararrays complex128
        complex256 complex64 complex_ complexfloating compress concat concatenate conj conjugate convolve copy
        copysign copyto core corrcoef correlate cos cosh count_nonzero cov cross csingle ctypeslib cumprod cumproduct
        cumsum cumulative_prod cumulative_sum datetime64 datetime_as_string datetime_data deg2rad degrees delete
        deprecate deprecate_with_doc diag diag_indices diag_indices_from diagflat diagonal diff digitize disp divide
        divmod dot double dsplit dstack dtype dtypes e ediff1d einsum einsum_path emath empty empty_like equal
        errstate euler_gamma exceptions exp exp2 expand_dims expm1 extract eye f2py fabs fastCopyAndTranspose fft
        fill_diagonal find_common_type finfo fix flatiter flatnonzero flexible flip fliplr flipud float128 float16
        float32 float64 float_ float_power floating floor floor_divide fmax fmin fmod format_float_positional
        format_float_scientific frexp from_dlpack frombuffer fromfile fromfunction fromiter frompyfunc fromregex
        fromstring full full_like gcd generic genfromtxt geomspace get_include get_printoptions getbufsize geterr
        geterrcall geterrobj gradient greater greater_equal half hamming hanning heaviside histogram histogram2d
        histogram_bin_edges histogramdd hsplit hstack hypot i0 identity iinfo imag in1d index_exp indices inexact inf
        info infty inner insert int16 int32 int64 int8 int_ intc integer interp intersect1d intp invert is_busday
        isclose iscomplex iscomplexobj isdtype isfinite isfortran isin isinf isnan isnat isneginf isposinf isreal
        isrealobj isscalar issubclass_ issubdtype issubsctype iterable ix_ kaiser kron lcm ldexp left_shift less
        less_equal lexsort lib linalg linspace little_endian load loadtxt log log10 log1p log2 logaddexp logaddexp2
        logical_and logical_not logical_or logical_xor logspace long longcomplex longdouble longfloat longlong lookfor
        ma mask_indices mat matmul matrix matrix_transpose matvec max maximum maximum_sctype may_share_memory mean
        median memmap meshgrid mgrid min min_scalar_type minimum mintypecode mod modf moveaxis msort multiply nan
        nan_to_num nanargmax nanargmin nancumprod nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod
        nanquantile nanstd nansum nanvar nbytes ndarray ndenumerate ndim ndindex nditer negative nested_iters newaxis
        nextafter nonzero not_equal number obj2sctype object_ ogrid ones ones_like outer packbits pad partition
        percentile permute_dims pi piecewise place poly poly1d polyadd polyder polydiv polyfit polyint polymul
        polynomial polysub polyval positive pow power printoptions prod product promote_types ptp put put_along_axis
        putmask quantile r_ rad2deg radians random ravel ravel_multi_index real real_if_close rec recarray recfromcsv
        recfromtxt reciprocal record remainder repeat require reshape resize result_type right_shift rint roll
        rollaxis roots rot90 round round_ row_stack s_ safe_eval save savetxt savez savez_compressed sctype2char
        sctypeDict sctypes searchsorted select set_numeric_ops set_printoptions set_string_function setbufsize
        setdiff1d seterr seterrcall seterrobj setxor1d shape shares_memory short show_config show_runtime sign signbit
        signedinteger sin sinc single singlecomplex sinh size sometrue sort sort_complex source spacing split sqrt
        square squeeze stack std str_ string_ strings subtract sum swapaxes take take_along_axis tan tanh tensordot
        test testing tile timedelta64 trace tracemalloc_domain transpose trapezoid trapz tri tril tril_indices
        tril_indices_from trim_zeros triu triu_indices triu_indices_from true_divide trunc typecodes typename typing
        ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp ulong ulonglong unicode_ union1d unique unique_all
        unique_counts unique_inverse unique_values unpackbits unravel_index unsignedinteger unstack unwrap ushort
        vander var vdot vecdot vecmat vectorize void vsplit vstack where who zeros zeros_like
    """,
    "numpy.fft": """
        fft fft2 fftfreq fftn fftshift hfft ifft ifft2 ifftn ifftshift ihfft irfft irfft2 irfftn rfft rfft2 rfftfreq
        rfftn
    """,
    "numpy.linalg": """
        LinAlgError cholesky cond cross det diagonal eig eigh eigvals eigvalsh inv lstsq matmul matrix_norm
        matrix_power matrix_rank matrix_transpose multi_dot norm outer pinv qr slogdet solve svd svdvals tensordot
        tensorinv tensorsolve trace vecdot vector_norm
    """,
    "numpy.random": """
        BitGenerator Generator MT19937 PCG64 PCG64DXSM Philox RandomState SFC64 SeedSequence beta binomial bytes
        chisquare choice default_rng dirichlet exponential f gamma geometric get_state gumbel hypergeometric laplace
        logistic lognormal logseries multinomial multivariate_normal negative_binomial noncentral_chisquare
        noncentral_f normal pareto permutation poisson power rand randint randn random random_integers random_sample
        ranf rayleigh sample seed set_state shuffle standard_cauchy standard_exponential standard_gamma
        standard_normal standard_t triangular uniform vonmises wald weibull zipf
    """,
    "operator": """
        abs add and_ attrgetter call concat contains countOf delitem eq floordiv ge getitem gt iadd iand iconcat
        ifloordiv ilshift imatmul imod imul index indexOf inv invert ior ipow irshift is_ is_not isub itemgetter
        itruediv ixor le length_hint lshift lt matmul methodcaller mod mul ne neg not_ or_ pos pow rshift setitem sub
        truediv truth xor
    """,
    "os": """
        CLD_CONTINUED CLD_DUMPED CLD_EXITED CLD_KILLED CLD_STOPPED CLD_TRAPPED CLONE_FILES CLONE_FS CLONE_NEWCGROUP
        CLONE_NEWIPC CLONE_NEWNET CLONE_NEWNS CLONE_NEWPID CLONE_NEWTIME CLONE_NEWUSER CLONE_NEWUTS CLONE_SIGHAND
        CLONE_SYSVSEM CLONE_THREAD CLONE_VM DirEntry EFD_CLOEXEC EFD_NONBLOCK EFD_SEMAPHORE EX_CANTCREAT EX_CONFIG
        EX_DATAERR EX_IOERR EX_NOHOST EX_NOINPUT EX_NOPERM EX_NOUSER EX_OK EX_OSERR EX_OSFILE EX_PROTOCOL EX_SOFTWARE
        EX_TEMPFAIL EX_UNAVAILABLE EX_USAGE F_LOCK F_OK F_TEST F_TLOCK F_ULOCK GRND_NONBLOCK GRND_RANDOM
        MFD_ALLOW_SEALING MFD_CLOEXEC MFD_HUGETLB MFD_HUGE_16GB MFD_HUGE_16MB MFD_HUGE_1GB MFD_HUGE_1MB MFD_HUGE_256MB
        MFD_HUGE_2GB MFD_HUGE_2MB MFD_HUGE_32MB MFD_HUGE_512KB MFD_HUGE_512MB MFD_HUGE_64KB MFD_HUGE_8MB MFD_HUGE_MASK
        MFD_HUGE_SHIFT NGROUPS_MAX O_ACCMODE O_APPEND O_ASYNC O_CLOEXEC O_CREAT O_DIRECT O_DIRECTORY O_DSYNC O_EXCL
        O_FSYNC O_LARGEFILE O_NDELAY O_NOATIME O_NOCTTY O_NOFOLLOW O_NONBLOCK O_PATH O_RDONLY O_RDWR O_RSYNC O_SYNC
        O_TMPFILE O_TRUNC O_WRONLY POSIX_FADV_DONTNEED POSIX_FADV_NOREUSE POSIX_FADV_NORMAL POSIX_FADV_RANDOM
        POSIX_FADV_SEQUENTIAL POSIX_FADV_WILLNEED POSIX_SPAWN_CLOSE POSIX_SPAWN_CLOSEFROM POSIX_SPAWN_DUP2
        POSIX_SPAWN_OPEN PRIO_PGRP PRIO_PROCESS PRIO_USER P_ALL P_NOWAIT P_NOWAITO P_PGID P_PID P_PIDFD P_WAIT
        RTLD_DEEPBIND RTLD_GLOBAL RTLD_LAZY RTLD_LOCAL RTLD_NODELETE RTLD_NOLOAD RTLD_NOW RWF_APPEND RWF_DSYNC
        RWF_HIPRI RWF_NOWAIT RWF_SYNC R_OK SCHED_BATCH SCHED_FIFO SCHED_IDLE SCHED_OTHER SCHED_RESET_ON_FORK SCHED_RR
        SEEK_CUR SEEK_DATA SEEK_END SEEK_HOLE SEEK_SET SPLICE_F_MORE SPLICE_F_MOVE SPLICE_F_NONBLOCK ST_APPEND
        ST_MANDLOCK ST_NOATIME ST_NODEV ST_NODIRATIME ST_NOEXEC ST_NOSUID ST_RDONLY ST_RELATIME ST_SYNCHRONOUS
        ST_WRITE TFD_CLOEXEC TFD_NONBLOCK TFD_TIMER_ABSTIME TFD_TIMER_CANCEL_ON_SET TMP_MAX WCONTINUED WCOREDUMP
        WEXITED WEXITSTATUS WIFCONTINUED WIFEXITED WIFSIGNALED WIFSTOPPED WNOHANG WNOWAIT WSTOPPED WSTOPSIG WTERMSIG
        WUNTRACED W_OK XATTR_CREATE XATTR_REPLACE XATTR_SIZE_MAX X_OK _exit abort access altsep chdir chmod chown
        chroot close closerange confstr confstr_names copy_file_range cpu_count ctermid curdir defpath device_encoding
        devnull dup dup2 environ environb error eventfd eventfd_read eventfd_write execl execle execlp execlpe execv
        execve execvp execvpe extsep fchdir fchmod fchown fdatasync fdopen fork forkpty fpathconf fsdecode fsencode
        fspath fstat fstatvfs fsync ftruncate fwalk get_blocking get_exec_path get_inheritable get_terminal_size
        getcwd getcwdb getegid getenv getenvb geteuid getgid getgrouplist getgroups getloadavg getlogin getpgid
        getpgrp getpid getppid getpriority getrandom getresgid getresuid getsid getuid getxattr grantpt initgroups
        isatty kill killpg lchown linesep link listdir listxattr lockf login_tty lseek lstat major makedev makedirs
        memfd_create minor mkdir mkfifo mknod name nice open openpty pardir path pathconf pathconf_names pathsep
        pidfd_open pipe pipe2 popen posix_fadvise posix_fallocate posix_openpt posix_spawn posix_spawnp pread preadv
        ptsname putenv pwrite pwritev read readlink readv register_at_fork remove removedirs removexattr rename
        renames replace rmdir scandir sched_get_priority_max sched_get_priority_min sched_getaffinity sched_getparam
        sched_getscheduler sched_param sched_rr_get_interval sched_setaffinity sched_setparam sched_setscheduler
        sched_yield sendfile sep set_blocking set_inheritable setegid seteuid setgid setgroups setns setpgid setpgrp
        setpriority setregid setresgid setresuid setreuid setsid setuid setxattr spawnl spawnle spawnlp spawnlpe
        spawnv spawnve spawnvp spawnvpe splice stat stat_result statvfs statvfs_result strerror supports_bytes_environ
        symlink sync sysconf sysconf_names system tcgetpgrp tcsetpgrp terminal_size timerfd_create timerfd_gettime
        timerfd_gettime_ns timerfd_settime timerfd_settime_ns times times_result truncate ttyname umask uname
        uname_result unlink unlockpt unsetenv unshare urandom utime wait wait3 wait4 waitid waitid_result waitpid
        waitstatus_to_exitcode walk write writev
    """,
    "os.path": """
        abspath altsep basename commonpath commonprefix curdir defpath devnull dirname exists expanduser expandvars
        extsep getatime getctime getmtime getsize isabs isdevdrive isdir isfile isjunction islink ismount join lexists
        normcase normpath pardir pathsep realpath relpath samefile sameopenfile samestat sep split splitdrive splitext
        splitroot supports_unicode_filenames
    """,
    "pandas": """
        ArrowDtype BooleanDtype Categorical CategoricalDtype CategoricalIndex DataFrame DateOffset DatetimeIndex
        DatetimeTZDtype ExcelFile ExcelWriter Flags Float32Dtype Float64Dtype Grouper HDFStore Index IndexSlice
        Int16Dtype Int32Dtype Int64Dtype Int8Dtype Interval IntervalDtype IntervalIndex MultiIndex NA NaT NamedAgg
        Period PeriodDtype PeriodIndex RangeIndex Series SparseDtype StringDtype Timedelta TimedeltaIndex Timestamp
        UInt16Dtype UInt32Dtype UInt64Dtype UInt8Dtype api array arrays bdate_range concat crosstab cut date_range
        describe_option errors eval factorize from_dummies get_dummies get_option infer_freq interval_range io isna
        isnull json_normalize lreshape melt merge merge_asof merge_ordered notna notnull offsets option_context
        options period_range pivot pivot_table plotting qcut read_clipboard read_csv read_excel read_feather read_fwf
        read_gbq read_hdf read_html read_json read_orc read_parquet read_pickle read_sas read_spss read_sql
        read_sql_query read_sql_table read_stata read_table read_xml reset_option set_eng_float_format set_option
        show_versions test testing timedelta_range to_datetime to_numeric to_pickle to_timedelta tseries unique
        value_counts wide_to_long
    """,
    "pathlib": "Path PosixPath PurePath PurePosixPath PureWindowsPath UnsupportedOperation WindowsPath",
    "pickle": """
        ADDITEMS APPEND APPENDS BINBYTES BINBYTES8 BINFLOAT BINGET BININT BININT1 BININT2 BINPERSID BINPUT BINSTRING
        BINUNICODE BINUNICODE8 BUILD BYTEARRAY8 DEFAULT_PROTOCOL DICT DUP EMPTY_DICT EMPTY_LIST EMPTY_SET EMPTY_TUPLE
        EXT1 EXT2 EXT4 FALSE FLOAT FRAME FROZENSET GET GLOBAL HIGHEST_PROTOCOL INST INT LIST LONG LONG1 LONG4
        LONG_BINGET LONG_BINPUT MARK MEMOIZE NEWFALSE NEWOBJ NEWOBJ_EX NEWTRUE NEXT_BUFFER NONE OBJ PERSID POP
        POP_MARK PROTO PUT PickleBuffer PickleError Pickler PicklingError READONLY_BUFFER REDUCE SETITEM SETITEMS
        SHORT_BINBYTES SHORT_BINSTRING SHORT_BINUNICODE STACK_GLOBAL STOP STRING TRUE TUPLE TUPLE1 TUPLE2 TUPLE3
        UNICODE Unpickler UnpicklingError dump dumps load loads
    """,
    "polars": """
        Array BaseExtension Binary Boolean Catalog Categorical Categories CompatLevel Config CredentialProvider
        CredentialProviderAWS CredentialProviderAzure CredentialProviderFunction CredentialProviderFunctionReturn
        CredentialProviderGCP DataFrame DataType DataTypeExpr Date Datetime Decimal Duration Engine Enum Expr
        Extension Field FileProviderArgs Float16 Float32 Float64 GPUEngine InMemoryEngine Int128 Int16 Int32 Int64
        Int8 LazyFrame List Map Null Object ParquetDecryptionProperties ParquetEncryptionProperties PartitionBy
        QueryOptFlags RemoteEngine SQLContext ScanCastOptions Schema Series StreamingEngine String StringCache Struct
        Time UInt128 UInt16 UInt32 UInt64 UInt8 Unknown Utf8 align_frames all all_horizontal any any_horizontal api
        approx_n_unique arange arctan2 arg_sort_by arg_where build_info business_day_count coalesce col collect_all
        collect_all_async concat concat_arr concat_list concat_str corr count cov cum_count cum_fold cum_reduce
        cum_sum cum_sum_horizontal date date_range date_ranges datetime datetime_range datetime_ranges defer
        delete_iceberg disable_string_cache dtype_of duration element enable_string_cache escape_regex exceptions
        exclude explain_all field first fold format from_arrow from_dataframe from_dict from_dicts from_epoch
        from_numpy from_pandas from_records from_repr from_torch get_extension_type get_index_type head implode
        int_range int_ranges json_normalize last len linear_space linear_spaces list lit map_batches map_groups max
        max_horizontal mean mean_horizontal median merge_sorted min min_horizontal n_unique nth ones pipe_with_dtype
        plugins quantile read_avro read_clipboard read_csv read_database read_database_uri read_delta read_excel
        read_ipc read_ipc_schema read_ipc_stream read_json read_lines read_ndjson read_ods read_parquet
        read_parquet_metadata read_parquet_schema reduce register_extension_type repeat rolling_corr rolling_cov
        row_index scan_arrow_c_stream scan_csv scan_delta scan_external_reader scan_iceberg scan_ipc scan_lance
        scan_lines scan_ndjson scan_parquet scan_pyarrow_dataset select selectors self_dtype set_random_seed
        show_versions sql sql_expr std struct struct_with_fields sum sum_horizontal tail thread_pool_size time
        time_range time_ranges union unregister_extension_type using_string_cache var when zeros
    """,
    "pylab": """
        AbstractContextManager Annotation Arrow Artist AutoLocator AxLine Axes BackendFilter BitGenerator Button
        Circle Colorizer ColorizingArtist Colormap DAILY DateFormatter DateLocator DayLocator Enum ExitStack FR False_
        Figure FigureBase FigureCanvasBase FigureManagerBase FixedFormatter FixedLocator FormatStrFormatter Formatter
        FuncFormatter Generator GridSpec HOURLY HourLocator IO IndexLocator LinAlgError Line2D LinearLocator Locator
        LogFormatter LogFormatterExponent LogFormatterMathtext LogLocator MINUTELY MO MONTHLY MT19937 MaxNLocator
        MinuteLocator MonthLocator MouseButton MultipleLocator Normalize NullFormatter NullLocator PCG64 PCG64DXSM
        Philox PolarAxes Polygon RRuleLocator RandomState Rectangle SA SECONDLY SFC64 SU ScalarFormatter ScalarType
        SecondLocator SeedSequence Slider Subplot SubplotSpec TH TU TYPE_CHECKING Text TickHelper True_ WE WEEKLY
        WeekdayLocator Widget YEARLY YearLocator abs absolute acorr acos acosh add all allclose amax amin angle
        angle_spectrum annotate annotations any append apply_along_axis apply_over_axes arange arccos arccosh arcsin
        arcsinh arctan arctan2 arctanh argmax argmin argpartition argsort argwhere around array array2string
        array_equal array_equiv array_repr array_split array_str arrow asanyarray asarray asarray_chkfinite
        ascontiguousarray asfortranarray asin asinh asmatrix astype atan atan2 atanh atleast_1d atleast_2d atleast_3d
        autoscale autumn available_backends average axes axhline axhspan axis axline axvline axvspan backend_registry
        bar bar_label barbs barh bartlett base_repr beta binary_repr bincount binomial bitwise_and bitwise_count
        bitwise_invert bitwise_left_shift bitwise_not bitwise_or bitwise_right_shift bitwise_xor blackman block bmat
        bone bool bool_ box boxplot broadcast broadcast_arrays broadcast_shapes broadcast_to broken_barh busday_count
        busday_offset busdaycalendar byte bytes bytes_ c_ can_cast cast cbook cbrt cdouble ceil char character
        chisquare choice cholesky choose cla clabel clf clim clip clongdouble close cm cohere color_sequences colorbar
        colormaps column_stack common_type complex128 complex256 complex64 complexfloating compress concat concatenate
        cond conj conjugate connect contour contourf convolve cool copper copy copysign copyto core corrcoef correlate
        cos cosh count_nonzero cov cross csd csingle ctypeslib cumprod cumsum cumulative_prod cumulative_sum cycler
        date2num datestr2num datetime datetime64 datetime_as_string datetime_data default_rng deg2rad degrees delaxes
        delete det detrend detrend_linear detrend_mean detrend_none diag diag_indices diag_indices_from diagflat
        diagonal diff digitize dirichlet disconnect divide divmod dot double drange draw draw_all draw_if_interactive
        dsplit dstack dtype dtypes e ecdf ediff1d eig eigh eigvals eigvalsh einsum einsum_path emath empty empty_like
        equal errorbar errstate euler_gamma eventplot exceptions exp exp2 expand_dims expm1 exponential extract eye f
        f2py fabs fft fft2 fftfreq fftn fftshift figaspect figimage figlegend fignum_exists figtext figure fill
        fill_between fill_betweenx fill_diagonal findobj finfo fix flag flatiter flatnonzero flatten flexible flip
        fliplr flipud float128 float16 float32 float64 float_power floating floor floor_divide fmax fmin fmod
        format_float_positional format_float_scientific frexp from_dlpack frombuffer fromfile fromfunction fromiter
        frompyfunc fromregex fromstring full full_like functools gamma gca gcd gcf gci generic genfromtxt geometric
        geomspace get get_backend get_cmap get_current_fig_manager get_figlabels get_fignums get_include
        get_plot_commands get_printoptions get_scale_names get_state getbufsize geterr geterrcall getp ginput gradient
        gray greater greater_equal grid grouped_bar gumbel half hamming hanning heaviside hexbin hfft hist hist2d
        histogram histogram2d histogram_bin_edges histogramdd hlines hot hsplit hstack hsv hypergeometric hypot i0
        identity ifft ifft2 ifftn ifftshift ihfft iinfo imag importlib imread imsave imshow index_exp indices inexact
        inf inferno info inner insert inspect install_repl_displayhook int16 int32 int64 int8 int_ intc integer
        interactive interp intersect1d intp inv invert ioff ion irfft irfft2 irfftn is_busday isclose iscomplex
        iscomplexobj isdtype isfinite isfortran isin isinf isinteractive isnan isnat isneginf isposinf isreal
        isrealobj isscalar issubdtype iterable ix_ jet kaiser kron laplace lcm ldexp left_shift legend less less_equal
        lexsort lib linalg linspace little_endian load loadtxt locator_params log log10 log1p log2 logaddexp
        logaddexp2 logging logical_and logical_not logical_or logical_xor logistic loglog lognormal logseries logspace
        long longdouble longlong lstsq ma magma magnitude_spectrum margins mask_indices matmul matplotlib matrix
        matrix_norm matrix_power matrix_rank matrix_transpose matshow matvec max maximum may_share_memory mean median
        memmap meshgrid mgrid min min_scalar_type minimum minorticks_off minorticks_on mintypecode mlab mod modf
        moveaxis mpl multi_dot multinomial multiply multivariate_normal nan nan_to_num nanargmax nanargmin nancumprod
        nancumsum nanmax nanmean nanmedian nanmin nanpercentile nanprod nanquantile nanstd nansum nanvar ndarray
        ndenumerate ndim ndindex nditer negative negative_binomial nested_iters new_figure_manager newaxis nextafter
        nipy_spectral noncentral_chisquare noncentral_f nonzero norm normal not_equal np num2date number object_ ogrid
        ones ones_like outer overload packbits pad pareto partition pause pcolor pcolormesh percentile permutation
        permute_dims phase_spectrum pi pie pie_label piecewise pink pinv place plasma plot plt poisson polar poly
        poly1d polyadd polyder polydiv polyfit polyint polymul polynomial polysub polyval positive pow power
        printoptions prism prod promote_types psd ptp put put_along_axis putmask qr quantile quiver quiverkey r_
        rad2deg radians rand randint randn random random_integers random_sample ranf ravel ravel_multi_index rayleigh
        rc rcParams rcParamsDefault rcParamsOrig rc_context rcdefaults rcsetup real real_if_close rec recarray
        reciprocal record relativedelta remainder repeat requested_backend require reshape resize result_type rfft
        rfft2 rfftfreq rfftn rgrids right_shift rint roll rollaxis roots rot90 round row_stack rrule s_ sample save
        savefig savetxt savez savez_compressed sca scatter sci sctypeDict searchsorted seed select semilogx semilogy
        set_cmap set_loglevel set_printoptions set_state setbufsize setdiff1d seterr seterrcall setp setxor1d shape
        shares_memory short show show_config show_runtime shuffle sign signbit signedinteger silent_list sin sinc
        single sinh size slogdet solve sort sort_complex spacing specgram split spring spy sqrt square squeeze stack
        stackplot stairs standard_cauchy standard_exponential standard_gamma standard_normal standard_t std stem step
        str_ streamplot strings style subplot subplot2grid subplot_mosaic subplot_tool subplots subplots_adjust
        subtract sum summer suptitle svd svdvals swapaxes switch_backend sys table take take_along_axis tan tanh
        tensordot tensorinv tensorsolve test testing text thetagrids threading tick_params ticklabel_format
        tight_layout tile time timedelta64 title trace transpose trapezoid tri triangular tricontour tricontourf tril
        tril_indices tril_indices_from trim_zeros tripcolor triplot triu triu_indices triu_indices_from true_divide
        trunc twinx twiny typecodes typename typing ubyte ufunc uint uint16 uint32 uint64 uint8 uintc uintp ulong
        ulonglong uniform uninstall_repl_displayhook union1d unique unique_all unique_counts unique_inverse
        unique_values unpackbits unravel_index unsignedinteger unstack unwrap ushort vander var vdot vecdot vecmat
        vector_norm vectorize violinplot viridis vlines void vonmises vsplit vstack waitforbuttonpress wald weibull
        where window_hanning window_none winter xcorr xkcd xlabel xlim xscale xticks ylabel ylim yscale yticks zeros
        zeros_like zipf
    """,
    "random": """
        Random SystemRandom betavariate binomialvariate choice choices expovariate gammavariate gauss getrandbits
        getstate lognormvariate normalvariate paretovariate randbytes randint random randrange sample seed setstate
        shuffle triangular uniform vonmisesvariate weibullvariate
    """,
    "re": """
        A ASCII DOTALL I IGNORECASE L LOCALE M MULTILINE Match NOFLAG Pattern PatternError RegexFlag S U UNICODE
        VERBOSE X compile error escape findall finditer fullmatch match purge search split sub subn template
    """,
    "scipy": """
        LowLevelCallable __version__ cluster constants datasets differentiate fft fftpack integrate interpolate io
        linalg ndimage odr optimize show_config signal sparse spatial special stats test
    """,
    "scipy.integrate": """
        BDF DOP853 DenseOutput IntegrationWarning LSODA ODEintWarning OdeSolution OdeSolver RK23 RK45 Radau
        complex_ode cubature cumulative_simpson cumulative_trapezoid dblquad dop fixed_quad lebedev_rule lsoda
        newton_cotes nquad nsum ode odeint odepack qmc_quad quad quad_vec quadpack romb simpson solve_bvp solve_ivp
        tanhsinh tplquad trapezoid vode
    """,
    "scipy.linalg": """
        LinAlgError LinAlgWarning bandwidth basic blas block_diag cdf2rdf cho_factor cho_solve cho_solve_banded
        cholesky cholesky_banded circulant clarkson_woodruff_transform companion convolution_matrix coshm cosm cossin
        cython_blas cython_lapack decomp decomp_cholesky decomp_lu decomp_qr decomp_schur decomp_svd det dft diagsvd
        eig eig_banded eigh eigh_tridiagonal eigvals eigvals_banded eigvalsh eigvalsh_tridiagonal expm expm_cond
        expm_frechet fiedler fiedler_companion find_best_blas_type fractional_matrix_power funm get_blas_funcs
        get_lapack_funcs hadamard hankel helmert hessenberg hilbert inv invhilbert invpascal ishermitian issymmetric
        khatri_rao lapack ldl leslie logm lstsq lu lu_factor lu_solve matfuncs matmul_toeplitz matrix_balance misc
        norm null_space ordqz orth orthogonal_procrustes pascal pinv pinvh polar qr qr_delete qr_insert qr_multiply
        qr_update qz rq rsf2csf schur signm sinhm sinm solve solve_banded solve_circulant solve_continuous_are
        solve_continuous_lyapunov solve_discrete_are solve_discrete_lyapunov solve_lyapunov solve_sylvester
        solve_toeplitz solve_triangular solveh_banded special_matrices sqrtm subspace_angles svd svdvals tanhm tanm
        toeplitz
    """,
    "scipy.optimize": """
        BFGS Bounds BroydenFirst HessianUpdateStrategy InverseJacobian KrylovJacobian LbfgsInvHessProduct
        LinearConstraint NoConvergence NonlinearConstraint OptimizeResult OptimizeWarning RootResults SR1 anderson
        approx_fprime basinhopping bisect bracket brent brenth brentq broyden1 broyden2 brute check_grad cobyla
        curve_fit diagbroyden differential_evolution direct dual_annealing excitingmixing fixed_point fmin fmin_bfgs
        fmin_cg fmin_cobyla fmin_l_bfgs_b fmin_ncg fmin_powell fmin_slsqp fmin_tnc fminbound fsolve golden
        isotonic_regression lbfgsb least_squares leastsq line_search linear_sum_assignment linearmixing linesearch
        linprog linprog_verbose_callback lsq_linear milp minimize minimize_scalar minpack minpack2 moduleTNC newton
        newton_krylov nnls nonlin optimize quadratic_assignment ridder root root_scalar rosen rosen_der rosen_hess
        rosen_hess_prod shgo show_options slsqp tnc toms748 zeros
    """,
    "scipy.signal": """
        BadCoefficients CZT ShortTimeFFT StateSpace TransferFunction ZerosPolesGain ZoomFFT abcd_normalize
        argrelextrema argrelmax argrelmin band_stop_obj bessel besselap bilinear bilinear_zpk bode buttap butter
        buttord cheb1ap cheb1ord cheb2ap cheb2ord cheby1 cheby2 check_COLA check_NOLA chirp choose_conv_method
        closest_STFT_dual_window coherence cont2discrete convolve convolve2d correlate correlate2d correlation_lags
        csd cspline1d cspline1d_eval cspline2d czt czt_points dbode decimate deconvolve detrend dfreqresp dimpulse
        dlsim dlti dstep ellip ellipap ellipord envelope fftconvolve filtfilt find_peaks find_peaks_cwt findfreqs
        firls firwin firwin2 firwin_2d freqresp freqs freqs_zpk freqz freqz_sos freqz_zpk gammatone gauss_spline
        gausspulse get_window group_delay hilbert hilbert2 iircomb iirdesign iirfilter iirnotch iirpeak impulse invres
        invresz istft kaiser_atten kaiser_beta kaiserord lfilter lfilter_zi lfiltic lombscargle lp2bp lp2bp_zpk lp2bs
        lp2bs_zpk lp2hp lp2hp_zpk lp2lp lp2lp_zpk lsim lti max_len_seq medfilt medfilt2d minimum_phase normalize
        oaconvolve order_filter peak_prominences peak_widths periodogram place_poles qspline1d qspline1d_eval
        qspline2d remez resample resample_poly residue residuez savgol_coeffs savgol_filter sawtooth sepfir2d sos2tf
        sos2zpk sosfilt sosfilt_zi sosfiltfilt sosfreqz spectrogram spline_filter square ss2tf ss2zpk step stft
        sweep_poly symiirorder1 symiirorder2 tf2sos tf2ss tf2zpk unique_roots unit_impulse upfirdn vectorstrength
        welch wiener windows zoom_fft zpk2sos zpk2ss zpk2tf
    """,
    "scipy.special": """
        SpecialFunctionError SpecialFunctionWarning agm ai_zeros airy airye assoc_laguerre assoc_legendre_p
        assoc_legendre_p_all bdtr bdtrc bdtri bdtrik bdtrin bei bei_zeros beip beip_zeros ber ber_zeros bernoulli berp
        berp_zeros besselpoly beta betainc betaincc betainccinv betaincinv betaln bi_zeros binom boxcox boxcox1p
        btdtria btdtrib c_roots cbrt cg_roots chdtr chdtrc chdtri chdtriv chebyc chebys chebyt chebyu chndtr chndtridf
        chndtrinc chndtrix comb cosdg cosm1 cotdg dawsn digamma diric ellip_harm ellip_harm_2 ellip_normal ellipe
        ellipeinc ellipj ellipk ellipkinc ellipkm1 elliprc elliprd elliprf elliprg elliprj entr erf erf_zeros erfc
        erfcinv erfcx erfi erfinv errstate euler eval_chebyc eval_chebys eval_chebyt eval_chebyu eval_gegenbauer
        eval_genlaguerre eval_hermite eval_hermitenorm eval_jacobi eval_laguerre eval_legendre eval_sh_chebyt
        eval_sh_chebyu eval_sh_jacobi eval_sh_legendre exp1 exp10 exp2 expi expit expm1 expn exprel factorial
        factorial2 factorialk fdtr fdtrc fdtri fdtridfd fresnel fresnel_zeros fresnelc_zeros fresnels_zeros gamma
        gammainc gammaincc gammainccinv gammaincinv gammaln gammasgn gdtr gdtrc gdtria gdtrib gdtrix gegenbauer
        genlaguerre geterr h1vp h2vp h_roots hankel1 hankel1e hankel2 hankel2e he_roots hermite hermitenorm huber
        hyp0f1 hyp1f1 hyp2f1 hyperu i0 i0e i1 i1e inv_boxcox inv_boxcox1p it2i0k0 it2j0y0 it2struve0 itairy iti0k0
        itj0y0 itmodstruve0 itstruve0 iv ive ivp j0 j1 j_roots jacobi jn jn_zeros jnjnp_zeros jnp_zeros jnyn_zeros
        js_roots jv jve jvp k0 k0e k1 k1e kei kei_zeros keip keip_zeros kelvin kelvin_zeros ker ker_zeros kerp
        kerp_zeros kl_div kn kolmogi kolmogorov kv kve kvp l_roots la_roots laguerre lambertw legendre legendre_p
        legendre_p_all lmbda log1p log_expit log_ndtr log_softmax log_wright_bessel loggamma logit logsumexp lpmv lqmn
        lqn mathieu_a mathieu_b mathieu_cem mathieu_even_coef mathieu_modcem1 mathieu_modcem2 mathieu_modsem1
        mathieu_modsem2 mathieu_odd_coef mathieu_sem modfresnelm modfresnelp modstruve multigammaln nbdtr nbdtrc
        nbdtri nbdtrik nbdtrin ncfdtr ncfdtri ncfdtridfd ncfdtridfn ncfdtrinc nctdtr nctdtridf nctdtrinc nctdtrit ndtr
        ndtri ndtri_exp nrdtrimn nrdtrisd obl_ang1 obl_ang1_cv obl_cv obl_cv_seq obl_rad1 obl_rad1_cv obl_rad2
        obl_rad2_cv owens_t p_roots pbdn_seq pbdv pbdv_seq pbvv pbvv_seq pbwa pdtr pdtrc pdtri pdtrik perm poch
        polygamma powm1 pro_ang1 pro_ang1_cv pro_cv pro_cv_seq pro_rad1 pro_rad1_cv pro_rad2 pro_rad2_cv ps_roots
        pseudo_huber psi radian rel_entr rgamma riccati_jn riccati_yn roots_chebyc roots_chebys roots_chebyt
        roots_chebyu roots_gegenbauer roots_genlaguerre roots_hermite roots_hermitenorm roots_jacobi roots_laguerre
        roots_legendre roots_sh_chebyt roots_sh_chebyu roots_sh_jacobi roots_sh_legendre round s_roots seterr
        sh_chebyt sh_chebyu sh_jacobi sh_legendre shichi sici sinc sindg smirnov smirnovi softmax softplus spence
        sph_harm_y sph_harm_y_all sph_legendre_p sph_legendre_p_all spherical_in spherical_jn spherical_kn
        spherical_yn stdtr stdtridf stdtrit stirling2 struve t_roots tandg tklmbda ts_roots u_roots us_roots
        voigt_profile wofz wright_bessel wrightomega xlog1py xlogy y0 y0_zeros y1 y1_zeros y1p_zeros yn yn_zeros
        ynp_zeros yv yve yvp zeta zetac
    """,
    "scipy.stats": """
        Binomial BootstrapMethod CensoredData ConstantInputWarning Covariance DegenerateDataWarning FitError Logistic
        Mixture MonteCarloMethod NearConstantInputWarning Normal PermutationMethod Uniform abs alexandergovern alpha
        anderson anderson_ksamp anglit ansari arcsine argus barnard_exact bartlett bayes_mvs bernoulli beta betabinom
        betanbinom betaprime biasedurn binned_statistic binned_statistic_2d binned_statistic_dd binom binomtest
        boltzmann bootstrap boschloo_exact boxcox boxcox_llf boxcox_normmax boxcox_normplot bradford brunnermunzel
        burr burr12 bws_test cauchy chatterjeexi chi chi2 chi2_contingency chisquare circmean circstd circvar
        combine_pvalues contingency cosine cramervonmises cramervonmises_2samp crystalball cumfreq describe dgamma
        differential_entropy directional_stats dirichlet dirichlet_multinomial distributions dlaplace dpareto_lognorm
        dunnett dweibull ecdf energy_distance entropy epps_singleton_2samp erlang exp expectile expon exponnorm
        exponpow exponweib f f_oneway false_discovery_control fatiguelife fisher_exact fisk fit fligner foldcauchy
        foldnorm friedmanchisquare gamma gausshyper gaussian_kde genexpon genextreme gengamma genhalflogistic
        genhyperbolic geninvgauss genlogistic gennorm genpareto geom gibrat gmean gompertz goodness_of_fit gstd
        gumbel_l gumbel_r gzscore halfcauchy halfgennorm halflogistic halfnorm hmean hypergeom hypsecant invgamma
        invgauss invweibull invwishart iqr irwinhall jarque_bera jf_skew_t johnsonsb johnsonsu kappa3 kappa4 kde
        kendalltau kruskal ks_1samp ks_2samp ksone kstat kstatvar kstest kstwo kstwobign kurtosis kurtosistest landau
        laplace laplace_asymmetric levene levy levy_l levy_stable linregress lmoment log loggamma logistic loglaplace
        lognorm logrank logser loguniform lomax make_distribution mannwhitneyu matrix_normal matrix_t maxwell
        median_abs_deviation median_test mielke mode moment monte_carlo_test mood morestats moyal mstats mstats_basic
        mstats_extras multinomial multiscale_graphcorr multivariate_hypergeom multivariate_normal multivariate_t mvn
        mvsdist nakagami nbinom ncf nchypergeom_fisher nchypergeom_wallenius nct ncx2 nhypergeom norm
        normal_inverse_gamma normaltest norminvgauss obrientransform order_statistic ortho_group page_trend_test
        pareto pearson3 pearsonr percentileofscore permutation_test planck pmean pointbiserialr poisson poisson_binom
        poisson_means_test power power_divergence powerlaw powerlognorm powernorm ppcc_max ppcc_plot probplot qmc
        quantile quantile_test randint random_correlation random_table rankdata ranksums rayleigh rdist recipinvgauss
        reciprocal rel_breitwigner relfreq rice rv_continuous rv_discrete rv_histogram scoreatpercentile sem
        semicircular shapiro siegelslopes sigmaclip skellam skew skewcauchy skewnorm skewtest sobol_indices somersd
        spearmanr spearmanrho special_ortho_group stats studentized_range t theilslopes tiecorrect tmax tmean tmin
        trapezoid triang trim1 trim_mean trimboth truncate truncexpon truncnorm truncpareto truncweibull_min tsem tstd
        ttest_1samp ttest_ind ttest_ind_from_stats ttest_rel tukey_hsd tukeylambda tvar uniform uniform_direction
        unitary_group variation vonmises vonmises_fisher vonmises_line wald wasserstein_distance
        wasserstein_distance_nd weibull_max weibull_min weightedtau wilcoxon wishart wrapcauchy yeojohnson
        yeojohnson_llf yeojohnson_normmax yeojohnson_normplot yulesimon zipf zipfian zmap zscore
    """,
    "seaborn": """
        FacetGrid JointGrid PairGrid algorithms axes_style axisgrid barplot blend_palette boxenplot boxplot
        categorical catplot choose_colorbrewer_palette choose_cubehelix_palette choose_dark_palette
        choose_diverging_palette choose_light_palette clustermap cm color_palette colors countplot crayon_palette
        crayons cubehelix_palette dark_palette desaturate despine displot distplot distributions diverging_palette
        dogplot ecdfplot external get_data_home get_dataset_names heatmap histplot hls_palette husl_palette jointplot
        kdeplot light_palette lineplot lmplot load_dataset matrix miscplot move_legend mpl mpl_palette pairplot
        palettes palplot plotting_context pointplot rcmod regplot regression relational relplot reset_defaults
        reset_orig residplot rugplot saturate scatterplot set set_color_codes set_context set_hls_values set_palette
        set_style set_theme stripplot swarmplot utils violinplot widgets xkcd_palette xkcd_rgb
    """,
    "shutil": """
        Error ExecError SameFileError SpecialFileError chown copy copy2 copyfile copyfileobj copymode copystat
        copytree disk_usage get_archive_formats get_terminal_size get_unpack_formats ignore_patterns make_archive move
        register_archive_format register_unpack_format rmtree unpack_archive unregister_archive_format
        unregister_unpack_format which
    """,
    "sklearn.metrics": """
        ConfusionMatrixDisplay DetCurveDisplay DistanceMetric PrecisionRecallDisplay PredictionErrorDisplay
        RocCurveDisplay accuracy_score adjusted_mutual_info_score adjusted_rand_score auc average_precision_score
        balanced_accuracy_score brier_score_loss calinski_harabasz_score check_scoring class_likelihood_ratios
        classification_report cluster cohen_kappa_score completeness_score confusion_matrix
        confusion_matrix_at_thresholds consensus_score coverage_error d2_absolute_error_score d2_brier_score
        d2_log_loss_score d2_pinball_score d2_tweedie_score davies_bouldin_score dcg_score det_curve
        euclidean_distances explained_variance_score f1_score fbeta_score fowlkes_mallows_score get_scorer
        get_scorer_names hamming_loss hinge_loss homogeneity_completeness_v_measure homogeneity_score jaccard_score
        label_ranking_average_precision_score label_ranking_loss log_loss make_scorer matthews_corrcoef max_error
        mean_absolute_error mean_absolute_percentage_error mean_gamma_deviance mean_pinball_loss mean_poisson_deviance
        mean_squared_error mean_squared_log_error mean_tweedie_deviance median_absolute_error metric_at_thresholds
        multilabel_confusion_matrix mutual_info_score nan_euclidean_distances ndcg_score normalized_mutual_info_score
        pair_confusion_matrix pairwise_distances pairwise_distances_argmin pairwise_distances_argmin_min
        pairwise_distances_chunked pairwise_kernels precision_recall_curve precision_recall_fscore_support
        precision_score r2_score rand_score recall_score roc_auc_score roc_curve root_mean_squared_error
        root_mean_squared_log_error silhouette_samples silhouette_score top_k_accuracy_score v_measure_score
        zero_one_loss
    """,
    "sqlite3": """
        Binary Blob Connection Cursor DataError DatabaseError Date DateFromTicks Error IntegrityError InterfaceError
        InternalError LEGACY_TRANSACTION_CONTROL NotSupportedError OperationalError PARSE_COLNAMES PARSE_DECLTYPES
        PrepareProtocol ProgrammingError Row SQLITE_ABORT SQLITE_ABORT_ROLLBACK SQLITE_ALTER_TABLE SQLITE_ANALYZE
        SQLITE_ATTACH SQLITE_AUTH SQLITE_AUTH_USER SQLITE_BUSY SQLITE_BUSY_RECOVERY SQLITE_BUSY_SNAPSHOT
        SQLITE_BUSY_TIMEOUT SQLITE_CANTOPEN SQLITE_CANTOPEN_CONVPATH SQLITE_CANTOPEN_DIRTYWAL SQLITE_CANTOPEN_FULLPATH
        SQLITE_CANTOPEN_ISDIR SQLITE_CANTOPEN_NOTEMPDIR SQLITE_CANTOPEN_SYMLINK SQLITE_CONSTRAINT
        SQLITE_CONSTRAINT_CHECK SQLITE_CONSTRAINT_COMMITHOOK SQLITE_CONSTRAINT_FOREIGNKEY SQLITE_CONSTRAINT_FUNCTION
        SQLITE_CONSTRAINT_NOTNULL SQLITE_CONSTRAINT_PINNED SQLITE_CONSTRAINT_PRIMARYKEY SQLITE_CONSTRAINT_ROWID
        SQLITE_CONSTRAINT_TRIGGER SQLITE_CONSTRAINT_UNIQUE SQLITE_CONSTRAINT_VTAB SQLITE_CORRUPT SQLITE_CORRUPT_INDEX
        SQLITE_CORRUPT_SEQUENCE SQLITE_CORRUPT_VTAB SQLITE_CREATE_INDEX SQLITE_CREATE_TABLE SQLITE_CREATE_TEMP_INDEX
        SQLITE_CREATE_TEMP_TABLE SQLITE_CREATE_TEMP_TRIGGER SQLITE_CREATE_TEMP_VIEW SQLITE_CREATE_TRIGGER
        SQLITE_CREATE_VIEW SQLITE_CREATE_VTABLE SQLITE_DBCONFIG_DEFENSIVE SQLITE_DBCONFIG_DQS_DDL
        SQLITE_DBCONFIG_DQS_DML SQLITE_DBCONFIG_ENABLE_FKEY SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER
        SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION SQLITE_DBCONFIG_ENABLE_QPSG SQLITE_DBCONFIG_ENABLE_TRIGGER
        SQLITE_DBCONFIG_ENABLE_VIEW SQLITE_DBCONFIG_LEGACY_ALTER_TABLE SQLITE_DBCONFIG_LEGACY_FILE_FORMAT
        SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE SQLITE_DBCONFIG_RESET_DATABASE SQLITE_DBCONFIG_TRIGGER_EQP
        SQLITE_DBCONFIG_TRUSTED_SCHEMA SQLITE_DBCONFIG_WRITABLE_SCHEMA SQLITE_DELETE SQLITE_DENY SQLITE_DETACH
        SQLITE_DONE SQLITE_DROP_INDEX SQLITE_DROP_TABLE SQLITE_DROP_TEMP_INDEX SQLITE_DROP_TEMP_TABLE
        SQLITE_DROP_TEMP_TRIGGER SQLITE_DROP_TEMP_VIEW SQLITE_DROP_TRIGGER SQLITE_DROP_VIEW SQLITE_DROP_VTABLE
        SQLITE_EMPTY SQLITE_ERROR SQLITE_ERROR_MISSING_COLLSEQ SQLITE_ERROR_RETRY SQLITE_ERROR_SNAPSHOT SQLITE_FORMAT
        SQLITE_FULL SQLITE_FUNCTION SQLITE_IGNORE SQLITE_INSERT SQLITE_INTERNAL SQLITE_INTERRUPT SQLITE_IOERR
        SQLITE_IOERR_ACCESS SQLITE_IOERR_AUTH SQLITE_IOERR_BEGIN_ATOMIC SQLITE_IOERR_BLOCKED
        SQLITE_IOERR_CHECKRESERVEDLOCK SQLITE_IOERR_CLOSE SQLITE_IOERR_COMMIT_ATOMIC SQLITE_IOERR_CONVPATH
        SQLITE_IOERR_CORRUPTFS SQLITE_IOERR_DATA SQLITE_IOERR_DELETE SQLITE_IOERR_DELETE_NOENT SQLITE_IOERR_DIR_CLOSE
        SQLITE_IOERR_DIR_FSYNC SQLITE_IOERR_FSTAT SQLITE_IOERR_FSYNC SQLITE_IOERR_GETTEMPPATH SQLITE_IOERR_LOCK
        SQLITE_IOERR_MMAP SQLITE_IOERR_NOMEM SQLITE_IOERR_RDLOCK SQLITE_IOERR_READ SQLITE_IOERR_ROLLBACK_ATOMIC
        SQLITE_IOERR_SEEK SQLITE_IOERR_SHMLOCK SQLITE_IOERR_SHMMAP SQLITE_IOERR_SHMOPEN SQLITE_IOERR_SHMSIZE
        SQLITE_IOERR_SHORT_READ SQLITE_IOERR_TRUNCATE SQLITE_IOERR_UNLOCK SQLITE_IOERR_VNODE SQLITE_IOERR_WRITE
        SQLITE_LIMIT_ATTACHED SQLITE_LIMIT_COLUMN SQLITE_LIMIT_COMPOUND_SELECT SQLITE_LIMIT_EXPR_DEPTH
        SQLITE_LIMIT_FUNCTION_ARG SQLITE_LIMIT_LENGTH SQLITE_LIMIT_LIKE_PATTERN_LENGTH SQLITE_LIMIT_SQL_LENGTH
        SQLITE_LIMIT_TRIGGER_DEPTH SQLITE_LIMIT_VARIABLE_NUMBER SQLITE_LIMIT_VDBE_OP SQLITE_LIMIT_WORKER_THREADS
        SQLITE_LOCKED SQLITE_LOCKED_SHAREDCACHE SQLITE_LOCKED_VTAB SQLITE_MISMATCH SQLITE_MISUSE SQLITE_NOLFS
        SQLITE_NOMEM SQLITE_NOTADB SQLITE_NOTFOUND SQLITE_NOTICE SQLITE_NOTICE_RECOVER_ROLLBACK
        SQLITE_NOTICE_RECOVER_WAL SQLITE_OK SQLITE_OK_LOAD_PERMANENTLY SQLITE_OK_SYMLINK SQLITE_PERM SQLITE_PRAGMA
        SQLITE_PROTOCOL SQLITE_RANGE SQLITE_READ SQLITE_READONLY SQLITE_READONLY_CANTINIT SQLITE_READONLY_CANTLOCK
        SQLITE_READONLY_DBMOVED SQLITE_READONLY_DIRECTORY SQLITE_READONLY_RECOVERY SQLITE_READONLY_ROLLBACK
        SQLITE_RECURSIVE SQLITE_REINDEX SQLITE_ROW SQLITE_SAVEPOINT SQLITE_SCHEMA SQLITE_SELECT SQLITE_TOOBIG
        SQLITE_TRANSACTION SQLITE_UPDATE SQLITE_WARNING SQLITE_WARNING_AUTOINDEX Time TimeFromTicks Timestamp
        TimestampFromTicks Warning adapt adapters apilevel collections complete_statement connect converters datetime
        dbapi2 enable_callback_tracebacks enable_shared_cache paramstyle register_adapter register_converter
        sqlite_version sqlite_version_info threadsafety time version version_info
    """,
    "statistics": """
        NormalDist StatisticsError correlation covariance fmean geometric_mean harmonic_mean kde kde_random
        linear_regression mean median median_grouped median_high median_low mode multimode pstdev pvariance quantiles
        stdev variance
    """,
    "string": """
        Formatter Template ascii_letters ascii_lowercase ascii_uppercase capwords digits hexdigits octdigits printable
        punctuation whitespace
    """,
    "struct": "Struct calcsize error iter_unpack pack pack_into unpack unpack_from",
    "subprocess": """
        CalledProcessError CompletedProcess DEVNULL PIPE Popen STDOUT SubprocessError TimeoutExpired call check_call
        check_output getoutput getstatusoutput run
    """,
    "sympy": """
        Abs AccumBounds Add Adjoint AlgebraicField AlgebraicNumber And AppliedPredicate Array AssumptionsContext Atom
        AtomicExpr BasePolynomialError Basic BlockDiagMatrix BlockMatrix CC CRootOf Catalan Chi Ci Circle
        CoercionFailed Complement ComplexField ComplexRegion ComplexRootOf Complexes ComputationFailed ConditionSet
        Contains CosineTransform Curve DeferredVector DenseNDimArray Derivative Determinant DiagMatrix DiagonalMatrix
        DiagonalOf Dict DiracDelta DisjointUnion Domain DomainError DotProduct Dummy E E1 EPath EX EXRAW Ei Eijk
        Ellipse EmptySequence EmptySet Eq Equality Equivalent EulerGamma EvaluationFailed ExactQuotientFailed Expr
        ExpressionDomain ExtraneousFactors FF FF_gmpy FF_python FU FallingFactorial FiniteField FiniteSet FlagError
        Float FourierTransform FractionField Function FunctionClass FunctionMatrix GF GMPYFiniteField GMPYIntegerRing
        GMPYRationalField Ge GeneratorsError GeneratorsNeeded GeometryError GoldenRatio GramSchmidt GreaterThan
        GroebnerBasis Gt HadamardPower HadamardProduct HankelTransform Heaviside HeuristicGCDFailed HomomorphismFailed
        I ITE Id Identity Idx ImageSet ImmutableDenseMatrix ImmutableDenseNDimArray ImmutableMatrix
        ImmutableSparseMatrix ImmutableSparseNDimArray Implies Indexed IndexedBase Integer IntegerRing Integers
        Integral Intersection Interval Inverse InverseCosineTransform InverseFourierTransform InverseHankelTransform
        InverseLaplaceTransform InverseMellinTransform InverseSineTransform IsomorphismFailed KroneckerDelta
        KroneckerProduct LC LM LT Lambda LambertW LaplaceTransform Le LessThan LeviCivita Li Limit Line Line2D Line3D
        Lt MatAdd MatMul MatPow Matrix MatrixBase MatrixExpr MatrixPermute MatrixSlice MatrixSymbol Max
        MellinTransform Min Mod Monomial Mul MultivariatePolynomialError MutableDenseMatrix MutableDenseNDimArray
        MutableMatrix MutableSparseMatrix MutableSparseNDimArray N NDimArray Nand Naturals Naturals0 Ne
        NonSquareMatrixError Nor Not NotAlgebraic NotInvertible NotReversible Number NumberSymbol O OmegaPower
        OneMatrix OperationNotSupported OptionError Options Or Order Ordinal POSform Parabola Permanent
        PermutationMatrix Piecewise Plane Point Point2D Point3D PoleError PolificationFailed Poly Polygon
        PolynomialDivisionFailed PolynomialError PolynomialRing Pow PowerSet PrecisionExhausted Predicate Product
        ProductSet PurePoly PythonFiniteField PythonIntegerRing PythonRational Q QQ QQ_I QQ_gmpy QQ_python Quaternion
        RR Range Rational RationalField Rationals Ray Ray2D Ray3D RealField RealNumber Reals RefinementFailed
        RegularPolygon Rel Rem RisingFactorial RootOf RootSum S SOPform Segment Segment2D Segment3D SeqAdd SeqFormula
        SeqMul SeqPer Set ShapeError Shi Si Sieve SineTransform SingularityFunction SparseMatrix SparseNDimArray
        StrPrinter StrictGreaterThan StrictLessThan Subs Sum Symbol SymmetricDifference SympifyError TableForm Trace
        Transpose Triangle TribonacciConstant Tuple Unequality UnevaluatedExpr UnificationFailed Union
        UnivariatePolynomialError UniversalSet Wild WildFunction Xor Ynm Ynm_c ZZ ZZ_I ZZ_gmpy ZZ_python ZeroMatrix
        Znm __version__ abundance acos acosh acot acoth acsc acsch adjoint airyai airyaiprime airybi airybiprime
        algebras all_roots andre apart apart_list appellf1 apply_finite_diff approximants are_similar arg arity asec
        asech asin asinh ask assemble_partfrac_list assoc_laguerre assoc_legendre assuming assumptions atan atan2
        atanh banded bell bernoulli besseli besselj besselk besselsimp bessely beta betainc betainc_regularized
        binomial binomial_coefficients binomial_coefficients_list block_collapse blockcut bool_map bottom_up
        bspline_basis bspline_basis_set cacheit calculus cancel capture carmichael cartes casoratian catalan cbrt
        ccode ceiling centroid chebyshevt chebyshevt_poly chebyshevt_root chebyshevu chebyshevu_poly chebyshevu_root
        check_assumptions checkodesol checkpdesol checksol classify_ode classify_pde closest_points cofactors collect
        collect_const combsimp comp compose composite compositepi concrete conjugate construct_domain content
        continued_fraction continued_fraction_convergents continued_fraction_iterator continued_fraction_periodic
        continued_fraction_reduce convex_hull convolution cos cosh cosine_transform cot coth count_ops count_roots
        covering_product csc csch cse cxxcode cycle_length cyclotomic_poly decompogen decompose default_sort_key deg
        degree degree_list denom derive_by_array det det_quick diag diagonalize_vector dict_merge diff
        difference_delta differentiate_finite digamma diophantine dirichlet_eta discrete discrete_log discriminant div
        divisor_count divisor_sigma divisors doctest dotprint dsolve egyptian_fraction elliptic_e elliptic_f
        elliptic_k elliptic_pi epath erf erf2 erf2inv erfc erfcinv erfi erfinv euler euler_equations evalf evaluate
        exp exp_polar expand expand_complex expand_func expand_log expand_mul expand_multinomial expand_power_base
        expand_power_exp expand_trig expint exptrigsimp exquo external eye factor factor_cache factor_list factor_nc
        factor_system factor_terms factorial factorial2 factorint factorrat failing_assumptions false farthest_points
        fcode ff fft fibonacci field field_isomorphism filldedent finite_diff_weights flatten floor fourier_series
        fourier_transform fps frac fraction fresnelc fresnels fu functions fwht galois_group gamma gammasimp gcd
        gcd_list gcd_terms gcdex gegenbauer genocchi geometry get_contraction_structure get_indices gff gff_list
        glsl_code grevlex grlex groebner ground_roots group gruntz hadamard_product half_gcdex hankel1 hankel2
        hankel_transform harmonic has_dups has_variety hermite hermite_poly hermite_prob hermite_prob_poly hessian hn1
        hn2 homogeneous_order horner hyper hyperexpand hypersimilar hypersimp idiff ifft ifwht igcd igrevlex igrlex
        ilcm ilex im imageset init_printing init_session integer_log integer_nthroot integrate interactive
        interactive_traversal interpolate interpolating_poly interpolating_spline intersecting_product intersection
        intervals intt inv_quick inverse_cosine_transform inverse_fourier_transform inverse_hankel_transform
        inverse_laplace_transform inverse_mellin_transform inverse_mobius_transform inverse_sine_transform invert
        is_abundant is_amicable is_carmichael is_convex is_decreasing is_deficient is_increasing is_mersenne_prime
        is_monotonic is_nthpow_residue is_perfect is_primitive_root is_quad_residue is_strictly_decreasing
        is_strictly_increasing is_zero_dimensional isolate isprime itermonomials jacobi jacobi_normalized jacobi_poly
        jacobi_symbol jn jn_zeros jordan_cell jscode julia_code kronecker_product kronecker_symbol kroneckersimp
        laguerre laguerre_poly lambdify laplace_correspondence laplace_initial_conds laplace_transform latex lcm
        lcm_list legendre legendre_poly legendre_symbol lerchphi lex li limit limit_seq line_integrate
        linear_eq_to_matrix linsolve list2numpy ln log logcombine loggamma lowergamma lucas maple_code marcumq
        mathematica_code mathieuc mathieucprime mathieus mathieusprime mathml matrix2numpy matrix_multiply_elementwise
        matrix_symbols maximum meijerg mellin_transform memoize_property mersenne_prime_exponent minimal_polynomial
        minimum minpoly mobius mobius_transform mod_inverse monic motzkin multigamma multiline_latex
        multinomial_coefficients multipledispatch multiplicity n_order nan nextprime nfloat nonlinsolve not_empty_in
        npartitions nroots nsimplify nsolve nth_power_roots_poly ntheory nthroot_mod ntt num_digits numbered_symbols
        numer octave_code ode_order ones oo ord0 ordered pager_print parallel_poly_from_expr parse_expr parsing
        partition pde_separate pde_separate_add pde_separate_mul pdiv pdsolve per perfect_power periodic_argument
        periodicity permutedims pexquo pi piecewise_exclusive piecewise_fold plot plot_backends plot_implicit
        plot_parametric plotting polar_lift polarify pollard_pm1 pollard_rho poly poly_from_expr polygamma polylog
        polys posify postfixes postorder_traversal powdenest powsimp pprint pprint_try_use_unicode pprint_use_unicode
        pquo prefixes prem preorder_traversal pretty pretty_print preview prevprime prime prime_decomp prime_valuation
        primefactors primenu primeomega primepi primerange primitive primitive_element primitive_root primorial
        principal_branch print_ccode print_fcode print_glsl print_gtk print_jscode print_latex print_maple_code
        print_mathml print_python print_rcode print_tree printing prod product proper_divisor_count proper_divisors
        public pycode python quadratic_congruence quadratic_residues quo rad radsimp randMatrix random_poly randprime
        rational_interpolate ratsimp ratsimpmodprime rcode rcollect re real_root real_roots reduce_abs_inequalities
        reduce_abs_inequality reduce_inequalities reduced reduced_totient refine refine_root register_handler release
        rem remove_handler reshape residue resultant rf riemann_xi ring root rootof roots rot_axis1 rot_axis2
        rot_axis3 rot_ccw_axis1 rot_ccw_axis2 rot_ccw_axis3 rot_givens rotations round_two rsolve rsolve_hyper
        rsolve_poly rsolve_ratio rust_code satisfiable sec sech separatevars sequence series seterr sfield shape sieve
        sift sign signsimp simplify simplify_logic sin sinc sine_transform singularities singularityintegrate sinh
        smtlib_code solve solve_linear solve_linear_system solve_linear_system_LU solve_poly_inequality
        solve_poly_system solve_rational_inequalities solve_triangulated solve_undetermined_coeffs
        solve_univariate_inequality solveset sqf sqf_list sqf_norm sqf_part sqrt sqrt_mod sqrt_mod_iter sqrtdenest
        srepr sring sstr sstrrepr stationary_points stieltjes strategies sturm subfactorial subresultants subsets
        substitution summation swinnerton_dyer_poly symarray symbols symmetric_poly symmetrize sympify take tan tanh
        tensor tensorcontraction tensordiagonal tensorproduct terms_gcd test textplot threaded timed to_cnf to_dnf
        to_nnf to_number_field together topological_sort total_degree totient trace trailing transpose tribonacci
        trigamma trigsimp true trunc unbranched_argument unflatten unpolarify uppergamma use utilities var variations
        vectorize vfield viete vring wronskian xfield xring xthreaded yn zeros zeta zoo
    """,
    "sys": """
        abiflags activate_stack_trampoline addaudithook api_version argv audit base_exec_prefix base_prefix
        breakpointhook builtin_module_names byteorder call_tracing copyright deactivate_stack_trampoline displayhook
        dont_write_bytecode exc_info excepthook exception exec_prefix executable exit flags float_info
        float_repr_style get_asyncgen_hooks get_coroutine_origin_tracking_depth get_int_max_str_digits
        getallocatedblocks getdefaultencoding getdlopenflags getfilesystemencodeerrors getfilesystemencoding
        getprofile getrecursionlimit getrefcount getsizeof getswitchinterval gettrace getunicodeinternedsize hash_info
        hexversion implementation int_info intern is_finalizing is_stack_trampoline_active maxsize maxunicode
        meta_path modules monitoring orig_argv path path_hooks path_importer_cache platform platlibdir prefix
        pycache_prefix set_asyncgen_hooks set_coroutine_origin_tracking_depth set_int_max_str_digits setdlopenflags
        setprofile setrecursionlimit setswitchinterval settrace stderr stdin stdlib_module_names stdout thread_info
        unraisablehook version version_info warnoptions
    """,
    "textwrap": "TextWrapper dedent fill indent shorten wrap",
    "threading": """
        Barrier BoundedSemaphore BrokenBarrierError Condition Event ExceptHookArgs Lock RLock Semaphore TIMEOUT_MAX
        Thread ThreadError Timer active_count current_thread enumerate excepthook get_ident get_native_id getprofile
        gettrace local main_thread setprofile setprofile_all_threads settrace settrace_all_threads stack_size
    """,
    "time": """
        CLOCK_BOOTTIME CLOCK_MONOTONIC CLOCK_MONOTONIC_RAW CLOCK_PROCESS_CPUTIME_ID CLOCK_REALTIME CLOCK_TAI
        CLOCK_THREAD_CPUTIME_ID altzone asctime clock_getres clock_gettime clock_gettime_ns clock_settime
        clock_settime_ns ctime daylight get_clock_info gmtime localtime mktime monotonic monotonic_ns perf_counter
        perf_counter_ns process_time process_time_ns pthread_getcpuclockid sleep strftime strptime struct_time
        thread_time thread_time_ns time time_ns timezone tzname tzset
    """,
    "types": """
        AsyncGeneratorType BuiltinFunctionType BuiltinMethodType CapsuleType CellType ClassMethodDescriptorType
        CodeType CoroutineType DynamicClassAttribute EllipsisType FrameType FunctionType GeneratorType GenericAlias
        GetSetDescriptorType LambdaType MappingProxyType MemberDescriptorType MethodDescriptorType MethodType
        MethodWrapperType ModuleType NoneType NotImplementedType SimpleNamespace TracebackType UnionType
        WrapperDescriptorType coroutine get_original_bases new_class prepare_class resolve_bases
    """,
    "typing": """
        AbstractSet Annotated Any AnyStr AsyncContextManager AsyncGenerator AsyncIterable AsyncIterator Awaitable
        BinaryIO ByteString Callable ChainMap ClassVar Collection Concatenate Container ContextManager Coroutine
        Counter DefaultDict Deque Dict Final ForwardRef FrozenSet Generator Generic Hashable IO ItemsView Iterable
        Iterator KeysView List Literal LiteralString Mapping MappingView Match MutableMapping MutableSequence
        MutableSet NamedTuple Never NewType NoDefault NoReturn NotRequired Optional OrderedDict ParamSpec
        ParamSpecArgs ParamSpecKwargs Pattern Protocol ReadOnly Required Reversible Self Sequence Set Sized
        SupportsAbs SupportsBytes SupportsComplex SupportsFloat SupportsIndex SupportsInt SupportsRound TYPE_CHECKING
        Text TextIO Tuple Type TypeAlias TypeAliasType TypeGuard TypeIs TypeVar TypeVarTuple TypedDict Union Unpack
        ValuesView assert_never assert_type cast clear_overloads dataclass_transform final get_args get_origin
        get_overloads get_protocol_members get_type_hints is_protocol is_typeddict no_type_check
        no_type_check_decorator overload override reveal_type runtime_checkable
    """,
    "urllib.request": """
        AbstractBasicAuthHandler AbstractDigestAuthHandler BaseHandler CacheFTPHandler DataHandler FTPHandler
        FancyURLopener FileHandler HTTPBasicAuthHandler HTTPCookieProcessor HTTPDefaultErrorHandler
        HTTPDigestAuthHandler HTTPErrorProcessor HTTPHandler HTTPPasswordMgr HTTPPasswordMgrWithDefaultRealm
        HTTPPasswordMgrWithPriorAuth HTTPRedirectHandler HTTPSHandler OpenerDirector ProxyBasicAuthHandler
        ProxyDigestAuthHandler ProxyHandler Request URLopener UnknownHandler build_opener getproxies install_opener
        pathname2url url2pathname urlcleanup urlopen urlretrieve
    """,
    "warnings": """
        catch_warnings deprecated filterwarnings formatwarning resetwarnings showwarning simplefilter warn
        warn_explicit
    """,
}
