"""What tells that a text is a place in a file system, and what tells that it is not.

The calls and variables that receive it, its first folder, its suffix. A call of the effects table that reads or writes
files takes a path as its first argument, unless it is among those under `not`.
"""

PATHS: dict[str, dict[str, str]] = {
    "calls": {
        # Text in which commands stand.
        "command": """
            os.popen os.system subprocess.Popen subprocess.call subprocess.check_call subprocess.check_output
            subprocess.getoutput subprocess.getstatusoutput subprocess.run
        """,
        # Modules of which every argument that is text is a path.
        "modules": "glob ntpath os os.path pathlib posixpath shutil",
        # Not a path although the call reads or writes.
        "not": """
            commit execute executemany executescript read read_sql read_sql_query read_sql_table readline readlines
            to_gbq to_sql write writelines writerow writerows
        """,
        # By the last part of the name, whatever it is called on; the first argument is a path.
        "path": """
            Audio BashOperator CSVLoader CSVLogger DatasetFolder ExcelFile ExcelWriter FileHandler FileLink
            FileLinks HDFStore Image ImageFolder LocalFileSystem ModelCheckpoint ParquetFile Path PosixPath PurePath
            PurePosixPath PureWindowsPath PyPDFLoader RotatingFileHandler SummaryWriter TensorBoard TextLoader Video
            VideoFileClip WindowsPath abspath add_file cp csv download_file dump exists expanduser export extract
            extractall flow_from_directory from_csv from_disk from_file from_filename from_json_file from_pretrained
            getsize image_dataset_from_directory imread imsave imwrite isdir isfile joinpath json listdir load
            load_dataset load_from_disk load_img load_model load_state load_weights load_workbook loadmat loadtxt ls
            makedirs
            mkdirs mv open open_dataset orc parquet read_image read_table restore rm rmtree save saveAsTextFile
            save_img save_model save_pretrained save_to_disk savefig savemat savetxt sequenceFile set_tracking_uri
            symlink_to textFile to_disk to_html to_json unlink upload_file wholeTextFiles with_filename
        """,
        # The first argument is a route of a web service or a key in a store.
        "route": """
            APIRouter Blueprint Link Location Mount NavLink Publisher Route Router Rule Subscriber add_api_route
            add_get add_node add_post add_route add_url_rule advertise create_array create_carray create_dataset
            create_earray create_group create_table delete fetch get get_node goto head include_router navigate
            options page page_link patch post publish put redirect register_blueprint register_page remove_node
            request require_dataset require_group route subscribe switch_page url_for urljoin visit websocket
        """,
        # Text in which SQL stands, and quoted paths in it.
        "sql": "execute executescript query raw_sql read_sql read_sql_query sql",
        # Text that is shown, searched, or taken apart; nothing is looked up there.
        "text": """
            HTML Label Latex Markdown Math add_parser annotate caption compile contains count critical cssselect
            debug display echo encode endsWith endswith eq equals error eval exception extract extractall fail
            figtext fill find find_all find_element find_elements findall finditer findtext fnmatch fullmatch
            getpass header index info input isin iterfind join_url legend like log lstrip markdown match ne
            partition pprint print pytest quote removeprefix removesuffix replace resolve_pointer rfind rindex
            rlike rpartition
            rsplit rstrip search secho select select_one set_label set_text set_title set_xlabel set_xticklabels
            set_ylabel set_yticklabels skip split startsWith startswith strip sub subheader subn success suptitle
            text title toast translate unquote urlparse urlsplit warn warning write writelines writerow writerows
            xlabel xpath ylabel
        """,
    },
    "names": {
        # Less sure: they need something else that speaks for a path.
        "hint": """
            archive base cache checkpoint credential credentials csv data dataset db dest destination drive dst
            excel experiments export home images input inputs jar jars json keyfile location log logs mapping model
            models out output outputs parquet pickle prefix project repo results root save source target temp
            template tmp train val weights work workspace xlsx zip
        """,
        # What is bound so is no place in a file system, unless the name ends like one that is (`label_dir`).
        "other": """
            action actions attr attribute breadcrumb caption channel class column command description entity field
            group handler header headers help key keys label labels match menu message method metric mime msg
            namespace node nodes op origin param pattern patterns query referer regex regexp selector slash slug
            subject tag text title tooltip topic topics unit units xlabel ylabel
        """,
        "path": """
            ckpt ckpts csvs dataroot dir directories directory dirname dirpath dirs file filename filenames filepath
            filepaths files fname fnames folder foldername folders fpath imgdir logdir logfile outdir outfile path
            paths rootdir savedir workdir
        """,
        # Of the web, and of trees that are no folders.
        "web": """
            api css endpoint endpoints href html http jmespath jsonpath jsonpointer link links page pages
            pathname pointer resource route router routes rule uri uris url urls websocket xpath
        """,
    },
    "roots": {
        "databricks": "FileStore Workspace databricks databricks-datasets dbfs",
        # Folders and routes alike.
        "either": """
            data datalake dataset datasets db exports home1 home2 input lakehouse model models output proj project
            projects share shared storage work workspace workspaces
        """,
        # On most machines; what lies below differs.
        "machine": """
            Applications Library System Volumes afs archive1 beegfs bigdata boot ceph cluster cvmfs data0 data1
            data2 data3 disk disk1 disk2 efs eos etc fast fsx glade global gpfs gscratch hdd hdd1 hpc hpcfs ifs lib
            lib64 lustre media mnt net nfs nobackup opt private raid run sbin scratch scratch1 sdcard shared_disk
            snap srv ssd ssd1 sw tank tmp usr var vol vol1 volume volume1 volumes
        """,
        # Routes of web services.
        "web": """
            about account accounts admin api app auth blog callback cart chat comments contact dashboard definitions
            docs graphql health healthz help index items login logout me metrics oauth orders page pages ping posts
            predict products profile properties rest search settings signup start static status stop token upload
            user users v1 v2 v3 version wiki ws
        """,
    },
    "suffixes": {
        "data": """
            7z arff arrow avi avro bak bam bed bin bz2 ckpt csv dat db dbf dcm doc docx dta duckdb edf err fa fasta
            fastq feather fit fits gpkg gz h5 h5ad hdf hdf5 ini ipynb jar joblib jsonl kml las laz log mat mdb model
            mov msgpack nc ndjson nii npy npz ods onnx orc out parquet pb pem pickle pkl ply ppt pptx pt pth py pyc
            rar rda rds root safetensors sas7bdat sav sh shp sql sqlite sqlite3 tar tflite tfrecord tgz tif tiff
            toml tsv vcf wav weights whl xls xlsb xlsm xlsx xpt xz zarr zip zst
        """,
        # Of files and of pages.
        "page": """
            asp aspx cfg conf css geojson gif htm html ico jpeg jpg js json jsp map md mp3 mp4 pdf php png svg ttf
            txt webp woff xml yaml yml
        """,
    },
    "everywhere": {
        "files": "/bin/bash /bin/sh /etc/hosts /etc/os-release /etc/passwd /usr/bin/bash /usr/bin/env",
        "folders": "dev proc sys",
    },
}
